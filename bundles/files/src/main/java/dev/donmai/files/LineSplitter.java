package dev.donmai.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into lines: LF ends a line, one CR before it is dropped, a last line without LF counts, empty lines count. A
 * line longer than the cap is delivered once, cut, as soon as the cap is reached; the rest of it is read and dropped. So memory is
 * bounded and a writer is never blocked by its own long line. Malformed UTF-8 is replaced.
 *
 * <p>Not thread-safe.
 */
public final class LineSplitter {
    /** 256 KiB. */
    public static final int DEFAULT_CAP = 256 * 1024;

    private static final int FIRST_BUFFER = 1024;

    private final int cap;
    private final Sink sink;
    private byte[] line = new byte[FIRST_BUFFER];
    private int length;
    private boolean dropping;

    /** Takes the lines. */
    @FunctionalInterface
    public interface Sink {
        /**
         * One line, without its end.
         *
         * @param truncated whether the line went on beyond the cap
         */
        void line(String text, boolean truncated) throws IOException;
    }

    /** Splits with that cap, in bytes. */
    public LineSplitter(int cap, Sink sink) {
        if (cap < 1) {
            throw new IllegalArgumentException("a line needs room for at least one byte, not " + cap);
        }
        this.cap = cap;
        this.sink = sink;
    }

    /** Reads {@code in} to its end; it stays open. */
    public static void read(InputStream in, int cap, Sink sink) throws IOException {
        LineSplitter splitter = new LineSplitter(cap, sink);
        byte[] buffer = new byte[16 * 1024];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            splitter.accept(buffer, 0, n);
        }
        splitter.end();
    }

    /** Takes the next bytes and delivers the lines that they complete. */
    public void accept(byte[] bytes, int offset, int count) throws IOException {
        int end = offset + count;
        int from = offset;
        while (from < end) {
            int lf = from;
            while (lf < end && bytes[lf] != '\n') {
                lf++;
            }
            add(bytes, from, lf - from);
            if (lf < end) {
                finish();
            }
            from = lf + 1;
        }
    }

    /** Delivers what is left when the stream has ended. */
    public void end() throws IOException {
        if (length > 0) {
            finish();
        }
    }

    private void add(byte[] bytes, int from, int count) throws IOException {
        if (dropping || count == 0) {
            return;
        }
        // One byte more than the cap, so that a CR that ends a line of just the cap is known for what it is.
        int take = Math.min(count, cap + 1 - length);
        if (length + take > line.length) {
            line = Arrays.copyOf(line, Math.min(cap + 1, Math.max(length + take, 2 * line.length)));
        }
        System.arraycopy(bytes, from, line, length, take);
        length += take;
        boolean over = take < count || (length > cap && line[cap] != '\r');
        if (over) {
            deliver(wholeCharacters(cap), true);
            dropping = true;
        }
    }

    private void finish() throws IOException {
        if (!dropping) {
            boolean carriageReturn = length > 0 && line[length - 1] == '\r';
            deliver(carriageReturn ? length - 1 : length, false);
        }
        dropping = false;
        length = 0;
    }

    private void deliver(int count, boolean truncated) throws IOException {
        String text = new String(line, 0, count, StandardCharsets.UTF_8);
        length = 0;
        sink.line(text, truncated);
    }

    /** The longest beginning of at most {@code count} bytes that doesn't cut a character in two. */
    private int wholeCharacters(int count) {
        int start = count;
        // line[count] exists: the line is longer than the cap. A continuation byte there belongs to a character before
        // it.
        while (start > 0 && count - start < 3 && (line[start] & 0xC0) == 0x80) {
            start--;
        }
        return (line[start] & 0xC0) == 0xC0 && start > 0 ? start : count;
    }
}
