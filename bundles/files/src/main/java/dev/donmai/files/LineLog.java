package dev.donmai.files;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.LongFunction;

/**
 * An append-only log of numbered lines: line n of the file has the number n. Opening cuts off a last line without a line
 * end, which a writer left that was killed in the middle. One writer at a time; its owner sees to that. Thread-safe.
 */
public final class LineLog implements AutoCloseable {

    private static final int SCAN_BUFFER = 64 * 1024;

    // Not a FileChannel: the interrupt of a thread that appends would close it for all.
    private final RandomAccessFile content;
    private long lines;
    private long size;

    private LineLog(RandomAccessFile content, long lines, long size) {
        this.content = content;
        this.lines = lines;
        this.size = size;
    }

    /** Opens a log, making it with mode 0600 where there is none. */
    public static LineLog open(Path file) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(AtomicFile.OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            // It goes on where it ended.
        }
        RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw");
        try {
            return afterLastLine(content);
        } catch (IOException e) {
            content.close();
            throw e;
        }
    }

    private static LineLog afterLastLine(RandomAccessFile content) throws IOException {
        byte[] buffer = new byte[SCAN_BUFFER];
        long lines = 0;
        long end = 0;
        long position = 0;
        for (int read = content.read(buffer); read > 0; read = content.read(buffer)) {
            for (int i = 0; i < read; i++) {
                if (buffer[i] == '\n') {
                    lines++;
                    end = position + i + 1;
                }
            }
            position += read;
        }
        content.setLength(end);
        content.seek(end);
        return new LineLog(content, lines, end);
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
     * Appends the line that belongs to the next number. It is in the file, for every reader, when this returns; when it throws,
     * no part of it is.
     *
     * @param line makes the line, without a line end, from its number
     * @return the number
     */
    public synchronized long append(LongFunction<String> line) throws IOException {
        long number = lines + 1;
        byte[] bytes = (line.apply(number) + "\n").getBytes(StandardCharsets.UTF_8);
        boolean written = false;
        try {
            content.write(bytes);
            written = true;
        } finally {
            if (!written) {
                // A full disk may have taken a part of it; the next line must not go on from there.
                content.setLength(size);
                content.seek(size);
            }
        }
        size += bytes.length;
        lines = number;
        return number;
    }

    /** Makes everything appended so far durable. */
    public synchronized void sync() throws IOException {
        content.getFD().sync();
    }

    @Override
    public synchronized void close() throws IOException {
        content.close();
    }
}
