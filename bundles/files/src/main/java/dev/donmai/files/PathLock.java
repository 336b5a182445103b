package dev.donmai.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An advisory lock on a file that excludes other processes and other threads of this one. The system takes it away from a process
 * that dies. The file holds the pid of the last holder and is never deleted: whoever had it open would lock a file without a name.
 *
 * <p>Not reentrant. Any thread may close it.
 */
public final class PathLock implements AutoCloseable {
    private static final long POLL_MILLIS = 20;

    /** The locked files of this JVM. A second channel on one of them must not even be opened: closing it would end the lock. */
    private static final Set<Path> HELD = new HashSet<>();

    private final Path file;
    private final FileChannel channel;
    private @Nullable FileLock lock;

    private PathLock(Path file, FileChannel channel, FileLock lock) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the lock if nobody has it.
     *
     * @param file created with mode 0600 if it doesn't exist, in a directory that does
     */
    public static Optional<PathLock> tryAcquire(Path file) throws IOException {
        Path key = file.toAbsolutePath().getParent() == null
                ? file.toAbsolutePath()
                : file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
        synchronized (HELD) {
            if (!HELD.add(key)) {
                return Optional.empty();
            }
        }
        boolean taken = false;
        try {
            Optional<PathLock> lock = lock(key);
            taken = lock.isPresent();
            return lock;
        } finally {
            if (!taken) {
                forget(key);
            }
        }
    }

    /**
     * Waits for the lock.
     *
     * @return empty if somebody else has it still after {@code limit}
     */
    public static Optional<PathLock> acquire(Path file, Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<PathLock> lock = tryAcquire(file);
            if (lock.isPresent() || System.nanoTime() - deadline >= 0) {
                return lock;
            }
            synchronized (HELD) {
                // Woken at once when this JVM lets go of a lock; another process is noticed by looking.
                TimeUnit.MILLISECONDS.timedWait(HELD, POLL_MILLIS);
            }
        }
    }

    /** The pid that the last holder wrote into {@code file}, for a message; it may be gone. */
    public static OptionalLong lastHolder(Path file) throws IOException {
        try {
            return OptionalLong.of(Long.parseLong(Files.readString(file).trim()));
        } catch (NoSuchFileException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static Optional<PathLock> lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(AtomicFile.OWNER_ONLY));
        boolean taken = false;
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                return Optional.empty();
            }
            byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
            channel.truncate(0).write(ByteBuffer.wrap(pid), 0);
            taken = true;
            return Optional.of(new PathLock(file, channel, lock));
        } catch (OverlappingFileLockException e) {
            // Another copy of this class in the same JVM has it.
            return Optional.empty();
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    private static void forget(Path key) {
        synchronized (HELD) {
            HELD.remove(key);
            HELD.notifyAll();
        }
    }

    /** Lets go. Closing again does nothing. */
    @Override
    public synchronized void close() throws IOException {
        if (lock == null) {
            return;
        }
        lock = null;
        try {
            channel.close();
        } finally {
            forget(file);
        }
    }
}
