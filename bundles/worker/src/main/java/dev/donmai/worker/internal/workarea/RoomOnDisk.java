package dev.donmai.worker.internal.workarea;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks, before git does, whether a tree has room at all: a check-out that fills the disk takes every other session along. */
final class RoomOnDisk {

    /** What is left then is needed for the session's own files. */
    static final long LEAST_BYTES = 64L << 20;

    private RoomOnDisk() {}

    /**
     * Looks where {@code directory}, which exists, is.
     *
     * @throws IOException when there is too little room
     */
    static void check(Path directory) throws IOException {
        check(directory, Files.getFileStore(directory).getUsableSpace());
    }

    static void check(Path directory, long usable) throws IOException {
        if (usable < LEAST_BYTES) {
            throw new IOException("no room for a check-out: " + (usable >> 20) + " MiB are free in " + directory
                    + ", at least " + (LEAST_BYTES >> 20)
                    + " are needed; free some, for example by removing archives, and run the session again");
        }
    }
}
