package dev.donmai.files;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Replaces a file so that a reader, and a machine that loses power at any instant, sees either the old content or the new one:
 * a new file beside the target, fsync, rename, fsync of the directory. The new file has its final mode before the first byte is
 * in it. Where the target is a symbolic link, the file that the link names is replaced and the link stays.
 *
 * <p>When a method returns, the content is on the disk. Threads and processes may write the same target at once: one of them
 * wins as a whole. A process that is killed in between leaves a temporary file, which {@link #isTemporary(Path)} tells by its
 * name. An interrupt doesn't disturb a write; the thread stays interrupted.
 */
public final class AtomicFile {
    /** Mode 0600, for everything that may hold a credential; the default. */
    public static final Set<PosixFilePermission> OWNER_ONLY = Set.copyOf(PosixFilePermissions.fromString("rw-------"));

    /** Mode 0644, for what other accounts of the machine may read. */
    public static final Set<PosixFilePermission> READABLE = Set.copyOf(PosixFilePermissions.fromString("rw-r--r--"));

    private static final String SUFFIX = ".donmai-tmp";
    private static final int MOST_LINKS = 40;
    private static final int BUFFER = 64 * 1024;

    private AtomicFile() {}

    /** Where the content of a new file comes from. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything to {@code out}, which the caller closes. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Replaces {@code target}, with mode 0600. */
    public static void write(Path target, byte[] content) throws IOException {
        write(target, OWNER_ONLY, content);
    }

    /** Replaces {@code target} by {@code content} in UTF-8, with mode 0600. */
    public static void write(Path target, String content) throws IOException {
        write(target, OWNER_ONLY, content);
    }

    /** Replaces {@code target} by {@code content} in UTF-8, with exactly the mode given, whatever the umask is. */
    public static void write(Path target, Set<PosixFilePermission> mode, String content) throws IOException {
        write(target, mode, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Replaces {@code target}, with exactly the mode given, whatever the umask is. */
    public static void write(Path target, Set<PosixFilePermission> mode, byte[] content) throws IOException {
        stream(target, mode, out -> out.write(content));
    }

    /**
     * Replaces {@code target} by what {@code content} writes, for what need not be held in memory. Where {@code content}
     * throws, the target stays as it was.
     */
    public static void stream(Path target, Set<PosixFilePermission> mode, Content content) throws IOException {
        Path real = followLinks(target.toAbsolutePath());
        put(real, temporary -> restrict(temporary, mode), content, temporary -> move(temporary, real));
    }

    /**
     * Creates a file, with mode 0600, where there is none: never in the place of another, whoever writes at the same time.
     *
     * @return false when there is something by that name
     */
    public static boolean create(Path target, byte[] content) throws IOException {
        Path real = target.toAbsolutePath();
        return put(real, temporary -> restrict(temporary, OWNER_ONLY), out -> out.write(content), temporary -> {
            try {
                Files.createLink(real, temporary);
                return true;
            } catch (FileAlreadyExistsException e) {
                return false;
            }
        });
    }

    /**
     * Replaces the content of a file that still is what the caller has read, and keeps its mode, owner and group. For files that
     * others write too: what they have written since is not lost, but for the instant between the comparison and the rename.
     *
     * @return false, with the file as it was, when it holds something else by now, or is gone
     * @throws IOException also when it belongs to an account that this one can't give a file to
     */
    public static boolean replace(Path target, byte[] expected, byte[] content) throws IOException {
        Path real = followLinks(target.toAbsolutePath());
        PosixFileAttributes old;
        try {
            old = Files.readAttributes(real, PosixFileAttributes.class);
        } catch (NoSuchFileException gone) {
            return false;
        }
        return put(
                real,
                temporary -> imitate(temporary, old),
                out -> out.write(content),
                temporary -> holds(target, real, expected) && move(temporary, real));
    }

    /** What makes a new file ready for its content. */
    @FunctionalInterface
    private interface Preparation {
        void prepare(Path temporary) throws IOException;
    }

    /** What gives a complete file its name; false if it shall not have it. */
    @FunctionalInterface
    private interface Naming {
        boolean name(Path temporary) throws IOException;
    }

    private static boolean put(Path real, Preparation preparation, Content content, Naming naming) throws IOException {
        Path directory = directoryOf(real);
        Path temporary = directory.resolve(
                prefix(real) + Long.toHexString(ThreadLocalRandom.current().nextLong()) + SUFFIX);
        boolean named;
        try {
            Files.createFile(temporary, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            // Not a channel: an interrupt would close it, and what has to be durable would not be.
            try (FileOutputStream file = new FileOutputStream(temporary.toFile());
                    BufferedOutputStream out = new BufferedOutputStream(file, BUFFER)) {
                // Once it is open: the final mode may forbid to write.
                preparation.prepare(temporary);
                content.writeTo(out);
                out.flush();
                file.getFD().sync();
            }
            named = naming.name(temporary);
        } finally {
            Files.deleteIfExists(temporary);
        }
        syncDirectory(directory);
        return named;
    }

    private static boolean move(Path temporary, Path real) throws IOException {
        Files.move(temporary, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    private static void restrict(Path temporary, Set<PosixFilePermission> mode) throws IOException {
        if (!mode.equals(OWNER_ONLY)) {
            Files.setPosixFilePermissions(temporary, mode);
        }
    }

    private static void imitate(Path temporary, PosixFileAttributes old) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
        PosixFileAttributes now = view.readAttributes();
        if (!now.owner().equals(old.owner())) {
            view.setOwner(old.owner());
        }
        if (!now.group().equals(old.group())) {
            view.setGroup(old.group());
        }
        view.setPermissions(old.permissions());
    }

    private static boolean holds(Path target, Path real, byte[] expected) throws IOException {
        try {
            return followLinks(target.toAbsolutePath()).equals(real)
                    && Arrays.equals(Files.readAllBytes(real), expected);
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /** Makes the names in a directory durable: files created, renamed or deleted in it before this call stay so. */
    public static void syncDirectory(Path directory) throws IOException {
        boolean interrupted = false;
        boolean done = false;
        while (!done) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
                done = true;
            } catch (ClosedByInterruptException e) {
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Deletes what writers of {@code target} that were killed have left. Only for whoever keeps other writers out meanwhile. */
    public static void removeTemporaries(Path target) throws IOException {
        Path real = followLinks(target.toAbsolutePath());
        try (DirectoryStream<Path> left = Files.newDirectoryStream(
                directoryOf(real),
                entry -> isTemporary(entry)
                        && String.valueOf(entry.getFileName()).startsWith(prefix(real)))) {
            for (Path temporary : left) {
                Files.deleteIfExists(temporary);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static String prefix(Path target) {
        return "." + target.getFileName() + ".";
    }

    /** Whether {@code file} bears the name of a temporary file of this class, so that whoever lists a directory can skip it. */
    public static boolean isTemporary(Path file) {
        Path name = file.getFileName();
        return name != null
                && name.toString().startsWith(".")
                && name.toString().endsWith(SUFFIX);
    }

    private static Path followLinks(Path target) throws IOException {
        Path at = target;
        for (int i = 0; i < MOST_LINKS; i++) {
            // Links in the directory part are the kernel's to follow; only the last name would be replaced by the
            // rename.
            if (!Files.isSymbolicLink(at)) {
                return at;
            }
            at = directoryOf(at).resolve(Files.readSymbolicLink(at));
        }
        throw new FileSystemLoopException(target.toString());
    }

    private static Path directoryOf(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent == null) {
            throw new FileSystemException(file.toString(), null, "a root can't be replaced by a file");
        }
        if (!Files.isDirectory(parent)) {
            throw new NoSuchFileException(file.toString(), null, "its directory doesn't exist");
        }
        return parent;
    }
}
