package dev.donmai.worker.internal.workarea;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Keeps a directory to one worker. The lock is a hidden file beside the directory, so that the directory itself can be moved;
 * the kernel lets go of it when the worker dies.
 */
public final class DirectoryLock implements Closeable {

    /** Each further try means that another worker ended at that very moment. */
    private static final int MOST_TRIES = 10;

    /** Sparse, so it takes one block whatever its size. */
    private static final int MOST_BYTES = 1 << 20;

    private final Path file;
    private final FileChannel channel;

    private DirectoryLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Takes the lock of {@code directory}, whose parent must exist; empty while somebody else has it. */
    public static Optional<DirectoryLock> take(Path directory) throws IOException {
        Path file = directory.resolveSibling("." + directory.getFileName() + ".lock");
        for (int i = 0; i < MOST_TRIES; i++) {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean kept = false;
            try {
                if (channel.tryLock() == null) {
                    return Optional.empty();
                }
                // Whoever had it before deletes the file, and a lock of a deleted file keeps nobody out.
                kept = isStillThere(file, channel);
                if (kept) {
                    return Optional.of(new DirectoryLock(file, channel));
                }
            } finally {
                if (!kept) {
                    channel.close();
                }
            }
        }
        return Optional.empty();
    }

    /** The mark is the size, because to read the file it would have to be opened again, and closing it then ends the lock. */
    private static boolean isStillThere(Path file, FileChannel channel) throws IOException {
        int size = ThreadLocalRandom.current().nextInt(1, MOST_BYTES);
        channel.truncate(0);
        channel.write(ByteBuffer.allocate(1), size - 1L);
        try {
            return Files.size(file) == size;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        // Deleted before it is let go, so that nobody else holds it then.
        try (channel) {
            Files.deleteIfExists(file);
        }
    }
}
