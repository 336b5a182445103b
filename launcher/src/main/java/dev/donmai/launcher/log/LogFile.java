package dev.donmai.launcher.log;

import dev.donmai.files.RotatingFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that log records go to besides standard error. It is opened with the first record, so that a daemon that finds
 * another one in its place leaves that one's log alone. Thread-safe.
 */
public final class LogFile {

    /** 10 MiB; with five parts a log never takes more than 50. */
    private static final long PART_SIZE = 10L << 20;

    private static final int PARTS = 5;

    private final Path file;
    private @Nullable RotatingFile open;
    private boolean failing;

    /** @param file its newest part; older ones have a number behind their name */
    public LogFile(Path file) {
        this.file = file;
    }

    /**
     * Opens it, where its place is one that somebody has chosen and must hear about.
     *
     * @throws IOException when it cannot be written; the message names it
     */
    public synchronized void open() throws IOException {
        try {
            if (open == null) {
                open = RotatingFile.open(file, PART_SIZE, PARTS);
            }
        } catch (IOException e) {
            throw new IOException("cannot write the log \"" + file + "\": " + reason(e), e);
        }
    }

    /** Appends a record; what to tell about a failure, once for each row of them, else empty. */
    synchronized String append(byte[] line) {
        if (open == null && !Files.exists(file.toAbsolutePath().getParent())) {
            // The state directory is made when the daemon takes it; until then nothing worth keeping happens.
            return "";
        }
        try {
            open();
            RotatingFile opened = open;
            if (opened != null) {
                opened.append(line);
            }
            failing = false;
            return "";
        } catch (IOException e) {
            boolean known = failing;
            failing = true;
            return known ? "" : String.valueOf(e.getMessage());
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no such directory";
            case AccessDeniedException denied -> "this user may not";
            default -> String.valueOf(e.getMessage());
        };
    }
}
