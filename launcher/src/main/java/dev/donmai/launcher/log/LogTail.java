package dev.donmai.launcher.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * Reads the end of a log and then what is added to it, over rotations by whoever does them: one that puts a new file in its
 * place, and one that empties it. Earlier parts are looked for beside it, {@code name.1} and so on. Not thread-safe.
 */
public final class LogTail implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int BLOCK = 16 * 1024;

    private final Path file;
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK);
    private FileChannel newest;
    private Object key;
    private long position;

    /** Takes what is read. */
    public interface Reader {

        /** Bytes in their order. */
        void bytes(byte[] bytes, int count) throws IOException;

        /** What follows is of another file, or of the same from its start. */
        void anew() throws IOException;
    }

    private record Part(FileChannel channel, long from, long end) {}

    private LogTail(Path file, FileChannel newest, Object key) {
        this.file = file;
        this.newest = newest;
        this.key = key;
    }

    /**
     * Opens a log.
     *
     * @throws IOException when there is none that can be read
     */
    public static LogTail open(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        FileChannel newest = FileChannel.open(absolute, StandardOpenOption.READ);
        return new LogTail(absolute, newest, keyOf(absolute));
    }

    /** Reads the last lines, all of them for 0; at most as much as there is at this moment. */
    public void last(int lines, Reader reader) throws IOException {
        Deque<Part> parts = new ArrayDeque<>();
        List<FileChannel> opened = new ArrayList<>();
        try {
            position = newest.size();
            long missing = lines == 0 ? Long.MAX_VALUE : lines;
            missing -= collect(newest, position, missing, parts);
            for (int number = 1; missing > 0; number++) {
                Path earlier = file.resolveSibling(file.getFileName() + "." + number);
                if (!Files.isRegularFile(earlier)) {
                    break;
                }
                // Renamed since it was opened: its lines are there already.
                if (!keyOf(earlier).equals(key)) {
                    FileChannel channel = FileChannel.open(earlier, StandardOpenOption.READ);
                    opened.add(channel);
                    missing -= collect(channel, channel.size(), missing, parts);
                }
            }
            for (Part part : parts) {
                copy(part.channel(), part.from(), part.end(), reader);
            }
        } finally {
            for (FileChannel channel : opened) {
                channel.close();
            }
        }
    }

    /** Notes what of a part is wanted, before the parts noted so far; how many lines that is. */
    private long collect(FileChannel channel, long end, long wanted, Deque<Part> parts) throws IOException {
        long found = 0;
        for (long from = end; from > 0; from -= BLOCK) {
            long start = Math.max(0, from - BLOCK);
            read(channel, start, from);
            for (int i = block.limit() - 1; i >= 0; i--) {
                // The line end that ends the part begins no line of it.
                if (block.get(i) == '\n' && start + i < end - 1) {
                    found++;
                    if (found == wanted) {
                        parts.addFirst(new Part(channel, start + i + 1, end));
                        return found;
                    }
                }
            }
        }
        parts.addFirst(new Part(channel, 0, end));
        return end > 0 ? found + 1 : 0;
    }

    /** Reads what is added, until nobody wants more. */
    public void follow(Reader reader, BooleanSupplier wanted) throws IOException, InterruptedException {
        while (wanted.getAsBoolean()) {
            long end = newest.size();
            if (end > position) {
                copy(newest, position, end, reader);
                position = end;
            } else if (end < position) {
                reader.anew();
                position = 0;
            } else if (replaced()) {
                copy(newest, position, newest.size(), reader);
                reader.anew();
                newest.close();
                newest = FileChannel.open(file, StandardOpenOption.READ);
                key = keyOf(file);
                position = 0;
            } else {
                Thread.sleep(LOOK);
            }
        }
    }

    private boolean replaced() throws IOException {
        try {
            return !keyOf(file).equals(key);
        } catch (NoSuchFileException e) {
            // Between two parts, or gone for good: either way there is nothing to go on with yet.
            return false;
        }
    }

    private void copy(FileChannel channel, long from, long end, Reader reader) throws IOException {
        long at = from;
        while (at < end) {
            int count = read(channel, at, Math.min(end, at + BLOCK));
            if (count == 0) {
                return;
            }
            reader.bytes(block.array(), count);
            at += count;
        }
    }

    private int read(FileChannel channel, long from, long end) throws IOException {
        block.clear().limit((int) (end - from));
        int n = 0;
        while (n >= 0 && block.hasRemaining()) {
            n = channel.read(block, from + block.position());
        }
        block.flip();
        return block.limit();
    }

    private static Object keyOf(Path file) throws IOException {
        return Objects.requireNonNull(
                Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    }

    @Override
    public void close() throws IOException {
        newest.close();
    }
}
