package dev.donmai.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

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
    private FileChannel channel;
    private long size;
    private long before;

    private RotatingFile(Path file, long partSize, int parts, FileChannel channel, long before) throws IOException {
        this.file = file;
        this.partSize = partSize;
        this.parts = parts;
        this.channel = channel;
        this.before = before;
        this.size = channel.size();
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
        FileChannel channel = openPart(absolute);
        return new RotatingFile(
                absolute, partSize, parts, channel, LogParts.list(absolute).newestStart());
    }

    /** Appends bytes as a whole: they are never spread over two parts. */
    public synchronized void append(byte[] bytes) throws IOException {
        if (size > 0 && size + bytes.length > partSize) {
            rotate();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            size += channel.write(buffer);
        }
    }

    /** How many bytes were appended since the start of the log. */
    public synchronized long position() {
        return before + size;
    }

    /** Puts everything that was appended to the disk. */
    public synchronized void sync() throws IOException {
        channel.force(false);
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
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
        channel.close();
        before += size;
        channel = openPart(file);
        size = channel.size();
    }

    /** Gives up the oldest parts, so that with the one to come there are as many as allowed. */
    private LogParts dropOldest() throws IOException {
        LogParts left = LogParts.list(file);
        while (left.count() >= parts) {
            long start = left.oldestStart() + left.oldestSize();
            Path marker = LogParts.marker(file, start);
            Files.move(left.oldest(), marker, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel dropped = FileChannel.open(marker, StandardOpenOption.WRITE)) {
                dropped.truncate(0);
            }
            LogParts.removeMarkersBefore(file, start);
            left = LogParts.list(file);
        }
        return left;
    }

    private static FileChannel openPart(Path part) throws IOException {
        return FileChannel.open(
                part,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(AtomicFile.OWNER_ONLY));
    }
}
