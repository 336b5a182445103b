package dev.donmai.files;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A log that is only appended to and never grows beyond a size: {@code name} is the newest part, {@code name.1} the one before, and so
 * on; the oldest is dropped. Bytes are counted since the start of the log, over all rotations and restarts; {@link RotatingLog} reads
 * by that count. What was dropped is remembered in the name of an empty file, {@code name.from-<first byte still there>}, because a
 * rename is one step that can't be torn.
 *
 * <p>One writer at a time; its methods are thread-safe. Readers, also in other processes, need no lock.
 */
public final class RotatingFile implements AutoCloseable {
    private final Path file;
    private final long partSize;
    private final int parts;
    // Not a FileChannel: the interrupt of a thread that appends would close it for all.
    private FileOutputStream newest;
    private long size;
    private long before;

    private RotatingFile(Path file, long partSize, int parts, FileOutputStream newest, long before) throws IOException {
        this.file = file;
        this.partSize = partSize;
        this.parts = parts;
        this.newest = newest;
        this.before = before;
        this.size = Files.size(file);
    }

    /**
     * Opens a log for appending; goes on where an earlier writer ended.
     *
     * @param file the newest part, created with mode 0600 if it doesn't exist
     * @param partSize how large a part may become, in bytes; only a single larger append makes one larger
     * @param parts how many parts are kept, the newest included
     */
    public static RotatingFile open(Path file, long partSize, int parts) throws IOException {
        if (partSize < 1 || parts < 1) {
            throw new IllegalArgumentException("a log needs at least one part of one byte");
        }
        Path absolute = file.toAbsolutePath();
        FileOutputStream newest = openPart(absolute);
        return new RotatingFile(
                absolute, partSize, parts, newest, LogParts.list(absolute).newestStart());
    }

    /** Appends bytes as a whole: they are never spread over two parts. */
    public synchronized void append(byte[] bytes) throws IOException {
        if (size > 0 && size + bytes.length > partSize) {
            rotate();
        }
        try {
            newest.write(bytes);
            size += bytes.length;
        } catch (IOException e) {
            // A full disk may have taken a part of it.
            size = Files.size(file);
            throw e;
        }
    }

    /** How many bytes were appended since the start of the log. */
    public synchronized long position() {
        return before + size;
    }

    /** Puts everything that was appended to the disk. */
    public synchronized void sync() throws IOException {
        newest.getFD().sync();
    }

    @Override
    public synchronized void close() throws IOException {
        newest.close();
    }

    private void rotate() throws IOException {
        LogParts left = dropOldest();
        if (left.has(0)) {
            int free = 1;
            while (left.has(free)) {
                free++;
            }
            for (int n = free; n > 0; n--) {
                Path from = n == 1 ? file : LogParts.part(file, n - 1);
                Files.move(from, LogParts.part(file, n), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        newest.close();
        before += size;
        newest = openPart(file);
        size = Files.size(file);
    }

    /** Gives up the oldest parts, so that with the one to come there are as many as allowed. */
    private LogParts dropOldest() throws IOException {
        LogParts left = LogParts.list(file);
        while (left.count() >= parts) {
            long start = left.oldestStart() + left.oldestSize();
            Path marker = LogParts.marker(file, start);
            Files.move(left.oldest(), marker, StandardCopyOption.ATOMIC_MOVE);
            // Opening it empties it.
            new FileOutputStream(marker.toFile()).close();
            LogParts.removeMarkersBefore(file, start);
            left = LogParts.list(file);
        }
        return left;
    }

    private static FileOutputStream openPart(Path part) throws IOException {
        try {
            Files.createFile(part, PosixFilePermissions.asFileAttribute(AtomicFile.OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            // It goes on where it ended.
        }
        return new FileOutputStream(part.toFile(), true);
    }
}
