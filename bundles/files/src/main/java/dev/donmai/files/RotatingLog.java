package dev.donmai.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads what a {@link RotatingFile} writes, by the byte counted since the start of the log, while it is written and rotated by another
 * process. A plain file that is only appended to can be read in the same way. Holds nothing open between two reads; thread-safe.
 */
public final class RotatingLog {
    private static final int MOST_LOOKS = 100;

    private final Path file;

    /** The log whose newest part is {@code file}; it need not exist. */
    public RotatingLog(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** A piece of a log. */
    public static final class Slice {
        private final long start;
        private final long oldest;
        private final long end;
        private final byte[] bytes;

        Slice(long start, long oldest, long end, byte[] bytes) {
            this.start = start;
            this.oldest = oldest;
            this.end = end;
            this.bytes = bytes;
        }

        /** Where the bytes begin: the offset asked for, or {@link #oldest()} if that one is gone. */
        public long start() {
            return start;
        }

        /** Where to read on. */
        public long next() {
            return start + bytes.length;
        }

        /** The first byte of the log that is still there. */
        public long oldest() {
            return oldest;
        }

        /** The length of the log at the moment of the read. */
        public long end() {
            return end;
        }

        /** The bytes; none at the end of the log. */
        public byte[] bytes() {
            return bytes.clone();
        }
    }

    /**
     * Reads from {@code offset}. The piece ends at the end of a part at the latest, so call again until it is empty.
     *
     * @param offset bytes since the start of the log; what lies behind its end is read as its end
     * @param most how many bytes at most
     */
    public Slice read(long offset, int most) throws IOException {
        for (int i = 0; i < MOST_LOOKS; i++) {
            LogParts parts = LogParts.list(file);
            long end = parts.dropped();
            for (LogParts.Part part : parts.parts()) {
                end += part.size();
            }
            long start = Math.min(Math.max(offset, parts.oldestStart()), end);
            Optional<byte[]> bytes = bytes(parts, start, most);
            // Files are renamed one by one; what was read counts only if no rotation was in between.
            if (bytes.isPresent() && parts.sameFiles(LogParts.list(file))) {
                return new Slice(start, parts.oldestStart(), end, bytes.get());
            }
        }
        throw new IOException(file + " rotates faster than it can be read");
    }

    private static Optional<byte[]> bytes(LogParts parts, long start, int most) throws IOException {
        long at = parts.dropped();
        for (LogParts.Part part : parts.parts()) {
            if (start < at + part.size()) {
                return bytes(part, start - at, (int) Math.min(most, at + part.size() - start));
            }
            at += part.size();
        }
        return Optional.of(new byte[0]);
    }

    /** Empty if the part was renamed. */
    private static Optional<byte[]> bytes(LogParts.Part part, long from, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        try (FileChannel channel = FileChannel.open(part.file(), StandardOpenOption.READ)) {
            int read;
            do {
                read = channel.read(buffer, from + buffer.position());
            } while (read > 0);
        } catch (NoSuchFileException rotated) {
            return Optional.empty();
        }
        return Optional.of(Arrays.copyOf(buffer.array(), buffer.position()));
    }

    /** Whether there is a log at all. */
    public boolean exists() {
        return Files.exists(file) || Files.exists(LogParts.part(file, 1));
    }
}
