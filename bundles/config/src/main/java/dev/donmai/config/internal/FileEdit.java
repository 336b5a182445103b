package dev.donmai.config.internal;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.config.ConfigDocument;
import dev.donmai.config.ConfigEdit;
import dev.donmai.config.ConfigEdit.SetNumber;
import dev.donmai.config.ConfigEdit.SetText;
import dev.donmai.config.ConfigException;
import dev.donmai.config.internal.edit.EditRefusedException;
import dev.donmai.config.internal.edit.TextEdit;
import dev.donmai.config.internal.yaml.YamlSyntaxException;
import dev.donmai.files.AtomicFile;
import dev.donmai.files.PathLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The one writer of {@code daemon.yaml} ({@code config.md} §2.7): lock, read, change, check, compare, replace. */
public final class FileEdit {

    /** Others hold the lock for as long as a disk takes. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** An editor is given this time to finish what it has begun. */
    private static final Duration SAVING = Duration.ofMillis(30);

    /** How often an editor may come in between. */
    private static final int MOST_ATTEMPTS = 50;

    private final DaemonOptions options;
    private final ConfigReader reader;
    private final Replacement replacement;

    public FileEdit(DaemonOptions options) {
        this(options, AtomicFile::replace);
    }

    FileEdit(DaemonOptions options, Replacement replacement) {
        this.options = options;
        this.reader = new ConfigReader(options);
        this.replacement = replacement;
    }

    /** Replaces a file if it still is what was read. */
    @FunctionalInterface
    interface Replacement {
        boolean replace(Path file, byte[] before, byte[] after) throws IOException;
    }

    /**
     * What an edit came to.
     *
     * @param changed whether the file was written
     * @param content the file with the changes
     * @param document what it says
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    public record Result(boolean changed, byte[] content, ConfigDocument document) {}

    /** Makes the changes in a file that must be there, all or none. */
    Result edit(Path file, List<ConfigEdit> edits) throws ConfigException {
        return edit(file, edits, false);
    }

    /** The same; where there is no file, in the default one. */
    public Result editOrCreate(Path file, List<ConfigEdit> edits) throws ConfigException {
        return edit(file, edits, true);
    }

    private Result edit(Path file, List<ConfigEdit> edits, boolean orCreate) throws ConfigException {
        try (PathLock _ = lock(file)) {
            // Nobody else is at it now: what there is was left by a process that was killed.
            AtomicFile.removeTemporaries(file);
            for (int i = 0; i < MOST_ATTEMPTS; i++) {
                Optional<byte[]> before = read(file);
                try {
                    Optional<Result> result = attempt(file, before, orCreate, edits);
                    if (result.isPresent()) {
                        return result.get();
                    }
                } catch (ConfigException e) {
                    // An editor that is saving leaves the file empty, cut or away for a moment.
                    LockSupport.parkNanos(SAVING.toNanos());
                    if (read(file).map(Arrays::hashCode).equals(before.map(Arrays::hashCode))) {
                        throw e;
                    }
                }
            }
            throw failure(file, "something keeps writing it; nothing was changed, try again");
        } catch (IOException e) {
            throw new ConfigException("write daemon config \"" + file + "\": " + e.getMessage(), e);
        }
    }

    /** Makes sure that there is a file; the default one where there is none. True if it was made. */
    boolean create(Path file) throws ConfigException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (PathLock _ = lock(file)) {
            return AtomicFile.create(file, DefaultConfig.here(options).bytes());
        } catch (IOException e) {
            throw new ConfigException("write default config: \"" + file + "\": " + e.getMessage(), e);
        }
    }

    private PathLock lock(Path file) throws ConfigException, IOException {
        makeDirectory(file);
        // Beside the file that a link leads to, so that all its names have one lock.
        Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path lockFile = real.resolveSibling("." + real.getFileName() + ".lock");
        try {
            return PathLock.acquire(lockFile, LONGEST_WAIT)
                    .orElseThrow(() -> failure(
                            file,
                            "another process has been changing it for " + LONGEST_WAIT.toSeconds()
                                    + " s; its pid is in " + lockFile));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(file, "interrupted before anything was written");
        }
    }

    /** Empty when there is nothing by that name, not even a link that leads nowhere. */
    private Optional<byte[]> read(Path file) throws ConfigException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? Optional.of(reader.bytes(file)) : Optional.empty();
    }

    /** Empty when somebody else has written the file meanwhile. */
    private Optional<Result> attempt(Path file, Optional<byte[]> found, boolean orCreate, List<ConfigEdit> edits)
            throws ConfigException, IOException {
        if (found.isEmpty() && !orCreate) {
            throw failure(file, "it is gone; put it back, or restart the daemon to get a default one");
        }
        byte[] before = found.orElseGet(() -> DefaultConfig.here(options).bytes());
        byte[] after = apply(file, before, edits);
        ConfigDocument document = reader.parse(file, after);
        refuseUnknown(file, document, edits);
        boolean changed = found.isEmpty() || !Arrays.equals(before, after);
        boolean done = !changed
                || (found.isEmpty() ? AtomicFile.create(file, after) : replacement.replace(file, before, after));
        return done ? Optional.of(new Result(changed, after, document)) : Optional.empty();
    }

    private static byte[] apply(Path file, byte[] before, List<ConfigEdit> edits) throws ConfigException {
        try {
            String text = ConfigReader.text(before);
            String changed = text;
            for (ConfigEdit edit : edits) {
                changed = TextEdit.apply(changed, edit);
            }
            int mark = before.length - text.getBytes(StandardCharsets.UTF_8).length;
            return (new String(before, 0, mark, StandardCharsets.UTF_8) + changed).getBytes(StandardCharsets.UTF_8);
        } catch (YamlSyntaxException e) {
            throw new ConfigException("parse daemon config \"" + file + "\": " + e.getMessage(), e);
        } catch (EditRefusedException e) {
            throw new ConfigException("edit daemon config \"" + file + "\": " + e.getMessage(), e);
        }
    }

    private static void refuseUnknown(Path file, ConfigDocument document, List<ConfigEdit> edits)
            throws ConfigException {
        for (ConfigEdit edit : edits) {
            String key = switch (edit) {
                case SetNumber set -> set.key();
                case SetText set -> set.key();
                default -> "";
            };
            String problem = "unknown key \"" + key + "\"";
            for (String warning : document.warnings()) {
                int at = warning.indexOf(problem);
                if (at >= 0) {
                    String sentence = warning.substring(at).replace(" is ignored", "");
                    throw new ConfigException("edit daemon config \"" + file + "\": " + sentence);
                }
            }
        }
    }

    private static void makeDirectory(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    private static ConfigException failure(Path file, String problem) {
        return new ConfigException("write daemon config \"" + file + "\": " + problem);
    }
}
