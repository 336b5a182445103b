package dev.donmai.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * An append-only log of numbered lines: line n of the file has the number n. Opening cuts off a last line without a line
 * end, which a writer left that was killed in the middle. One writer at a time; its owner sees to that. Thread-safe.
 */
public final class LineLog implements AutoCloseable {

    private static final int SCAN_BUFFER = 64 * 1024;

    private final FileChannel channel;
    private long lines;
    private long size;

    private LineLog(FileChannel channel, long lines, long size) {
        this.channel = channel;
        this.lines = lines;
        this.size = size;
    }

    /** Opens a log, making it with mode 0600 where there is none. */
    public static LineLog open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(AtomicFile.OWNER_ONLY));
        try {
            return afterLastLine(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static LineLog afterLastLine(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(SCAN_BUFFER);
        long lines = 0;
        long end = 0;
        long position = 0;
        while (channel.read(buffer.clear(), position) > 0) {
            buffer.flip();
            for (int i = 0; i < buffer.limit(); i++) {
                if (buffer.get(i) == '\n') {
                    lines++;
                    end = position + i + 1;
                }
            }
            position += buffer.limit();
        }
        channel.truncate(end);
        return new LineLog(channel, lines, end);
    }

    /** How many lines there are: the number of the last one. */
    public synchronized long lines() {
        return lines;
    }

    /** Bytes in the log. */
    public synchronized long size() {
        return size;
    }

    /**
     * Appends the line that belongs to the next number. It is in the file, for every reader, when this returns.
     *
     * @param line makes the line, without a line end, from its number
     * @return the number
     */
    public synchronized long append(LongFunction<String> line) throws IOException {
        long number = lines + 1;
        ByteBuffer bytes = ByteBuffer.wrap((line.apply(number) + "\n").getBytes(StandardCharsets.UTF_8));
        long position = size;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
        size = position;
        lines = number;
        return number;
    }

    /** Makes everything appended so far durable. */
    public synchronized void sync() throws IOException {
        channel.force(false);
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }
}
