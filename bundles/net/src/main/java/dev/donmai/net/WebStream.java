package dev.donmai.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A reply that is read while it arrives. Holds no more of it than one line and what the transport buffers, so that a
 * slow reader slows the sender. For one thread; {@link #close} may come from any.
 */
public final class WebStream implements AutoCloseable {

    private static final int CHUNK = 8192;

    private final WebRequest request;
    private final HttpHeaders headers;
    private final InputStream in;
    private final byte[] chunk = new byte[CHUNK];
    private int from;
    private int to;

    WebStream(WebRequest request, HttpHeaders headers, InputStream in) {
        this.request = request;
        this.headers = headers;
        this.in = in;
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /**
     * The next line without its end; empty at the end of the stream. Waits as long as it takes.
     *
     * @param maxBytes how long a line may be
     * @throws WebException {@code TOO_LARGE} for a longer one; {@code BROKEN} when the stream ends before its end
     */
    public Optional<String> line(int maxBytes) throws WebException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            if (from == to && !fill()) {
                return line.size() == 0 ? Optional.empty() : Optional.of(text(line));
            }
            int end = from;
            while (end < to && chunk[end] != '\n') {
                end++;
            }
            line.write(chunk, from, end - from);
            boolean complete = end < to;
            from = complete ? end + 1 : end;
            if (line.size() > maxBytes) {
                throw WebException.of(
                        WebException.Failure.TOO_LARGE, request, "a line has more than " + maxBytes + " bytes", null);
            }
            if (complete) {
                return Optional.of(text(line));
            }
        }
    }

    /**
     * The next bytes, as they come; none at the end of the stream. Waits as long as it takes.
     *
     * @throws WebException {@code BROKEN} when the stream ends before its end
     */
    public byte[] bytes() throws WebException {
        if (from == to && !fill()) {
            return new byte[0];
        }
        byte[] next = Arrays.copyOfRange(chunk, from, to);
        from = to;
        return next;
    }

    private boolean fill() throws WebException {
        try {
            from = 0;
            to = Math.max(0, in.read(chunk));
            return to > 0;
        } catch (IOException e) {
            to = 0;
            throw WebException.of(WebException.Failure.BROKEN, request, "the stream broke off", e);
        }
    }

    private static String text(ByteArrayOutputStream line) {
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** Breaks the stream off, also under a reader that waits. */
    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // There is nothing left to lose: the stream is over either way.
            to = from;
        }
    }
}
