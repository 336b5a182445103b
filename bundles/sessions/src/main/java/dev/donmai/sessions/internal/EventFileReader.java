package dev.donmai.sessions.internal;

import dev.donmai.sessions.SessionEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Reads an event log by line number while its writer appends to it. Only complete lines are handed out; a torn one is
 * read again when there is more.
 */
final class EventFileReader implements SessionEvents {

    private static final int BUFFER = 64 * 1024;
    private static final long POLL_MILLIS = 25;
    /** From here on no further line goes into what is handed out at once. */
    private static final int BATCH_CHARS = 64 * 1024;

    private final Path file;
    private final BooleanSupplier over;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private Optional<FileChannel> channel = Optional.empty();
    /** Where the next read from the file begins. */
    private long position;

    private long lines;
    private long after;

    /**
     * @param over whether nobody will write any more; asked before a read that finds nothing is believed
     */
    EventFileReader(Path file, BooleanSupplier over) {
        this.file = file;
        this.over = over;
    }

    @Override
    public void seek(long id) throws IOException {
        if (id < lines) {
            position = 0;
            lines = 0;
            buffer.limit(0).position(0);
            partial.reset();
        }
        after = id;
    }

    @Override
    public List<Event> next(int max, Duration timeout) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<Event> events = read(max);
        while (events.isEmpty()) {
            boolean wasOver = over.getAsBoolean();
            events = read(max);
            long left = deadline - System.nanoTime();
            if (!events.isEmpty() || wasOver || left <= 0) {
                return events;
            }
            Thread.sleep(Duration.ofNanos(Math.min(left, POLL_MILLIS * 1_000_000)));
        }
        return events;
    }

    private List<Event> read(int max) throws IOException {
        List<Event> events = new ArrayList<>();
        int size = 0;
        while (events.size() < max && size < BATCH_CHARS) {
            if (!readLine()) {
                break;
            }
            lines++;
            if (lines > after) {
                String line = partial.toString(StandardCharsets.UTF_8);
                size += line.length();
                events.add(new Event(lines, EventLogFile.kind(line), line));
            }
            // What a long line needed is not kept for the short ones that follow.
            partial = new ByteArrayOutputStream();
        }
        return events;
    }

    /** Reads into {@code partial} until a line is complete; false when it is not yet. */
    private boolean readLine() throws IOException {
        while (true) {
            int begin = buffer.position();
            int end = begin;
            while (end < buffer.limit() && buffer.get(end) != '\n') {
                end++;
            }
            partial.write(buffer.array(), begin, end - begin);
            boolean complete = end < buffer.limit();
            buffer.position(complete ? end + 1 : end);
            if (complete) {
                return true;
            }
            if (!fill()) {
                return false;
            }
        }
    }

    private boolean fill() throws IOException {
        if (!open()) {
            return false;
        }
        buffer.clear();
        int read = channel.get().read(buffer, position);
        buffer.flip();
        if (read <= 0) {
            buffer.limit(0);
            // A torn line may be cut and written anew by the next writer: begin it again.
            position -= partial.size();
            partial.reset();
            return false;
        }
        position += read;
        return true;
    }

    @Override
    public boolean ended() throws IOException {
        return over.getAsBoolean() && !buffer.hasRemaining() && atEnd();
    }

    private boolean atEnd() throws IOException {
        return !open() || position >= channel.get().size();
    }

    /** Opens the file if it is there; it comes into being with its first line. */
    private boolean open() throws IOException {
        if (channel.isEmpty()) {
            try {
                channel = Optional.of(FileChannel.open(file, StandardOpenOption.READ));
            } catch (NoSuchFileException e) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        channel.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
