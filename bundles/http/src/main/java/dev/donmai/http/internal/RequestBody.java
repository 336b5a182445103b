package dev.donmai.http.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** The body of one request, read at most once, with a limit ({@code http-api.md} H2). */
final class RequestBody {

    /** The largest body that is read into memory, and of most endpoints at all. */
    static final int MAX_BYTES = 1 << 20;

    /** Status of the answer to a body that is larger. */
    static final int TOO_LARGE = 413;

    /** How much of a body that is too large is read and dropped, so that its sender gets to see the answer. */
    private static final int MAX_DROPPED_BYTES = 16 << 20;

    private static final int CHUNK = 8192;

    private final Request request;
    /** Never closed: closing it before its end would break off the connection before the answer is out. */
    private final InputStream in;

    private boolean begun;

    RequestBody(Request request) {
        this.request = request;
        this.in = Content.Source.asInputStream(request);
    }

    /** Whether the head of the request announces a body. */
    boolean announced() {
        return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    /**
     * Checks the announced length.
     *
     * @throws Refusal 413
     */
    void checkAnnounced(long most) throws Refusal {
        if (request.getLength() > most) {
            throw tooLarge();
        }
    }

    /**
     * The whole body.
     *
     * @throws Refusal 413 when it is too large
     */
    byte[] read() throws Refusal, ClientGoneException {
        if (!announced()) {
            return new byte[0];
        }
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int n = receive(chunk); n >= 0; n = receive(chunk)) {
            if (read.size() + n > MAX_BYTES) {
                throw tooLarge();
            }
            read.write(chunk, 0, n);
        }
        DeadlineEndPoint.of(request).bodyRead();
        return read.toByteArray();
    }

    /**
     * Writes the whole body to a file.
     *
     * @throws Refusal 413 when it is larger than that
     */
    void writeTo(Path file, long most) throws Refusal, IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] chunk = new byte[CHUNK];
            long written = 0;
            for (int n = announced() ? receive(chunk) : -1; n >= 0; n = receive(chunk)) {
                written += n;
                if (written > most) {
                    throw tooLarge();
                }
                out.write(chunk, 0, n);
            }
        }
        DeadlineEndPoint.of(request).bodyRead();
    }

    private int receive(byte[] chunk) throws ClientGoneException {
        if (!begun) {
            begun = true;
            DeadlineEndPoint.of(request).bodyBegun();
        }
        try {
            return in.read(chunk);
        } catch (IOException e) {
            throw new ClientGoneException(e);
        }
    }

    /** Reads on and forgets it, up to a limit; not when the sender waits to be told to go on. */
    void drop() throws ClientGoneException {
        if (!announced() || request.getHeaders().contains(HttpHeader.EXPECT)) {
            return;
        }
        byte[] chunk = new byte[CHUNK];
        int dropped = 0;
        for (int n = receive(chunk); n >= 0 && dropped < MAX_DROPPED_BYTES; n = receive(chunk)) {
            dropped += n;
        }
    }

    private static Refusal tooLarge() {
        return new Refusal(Reply.error(TOO_LARGE, "request body too large").with("Connection", "close"));
    }
}
