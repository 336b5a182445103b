package dev.donmai.http.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** The body of one request, read at most once, with a limit of 1 MiB ({@code http-api.md} H2). */
final class RequestBody {

    /** The largest body that is read. */
    static final int MAX_BYTES = 1 << 20;

    /** Status of the answer to a body that is larger. */
    static final int TOO_LARGE = 413;

    /** How much of a body that is too large is read and dropped, so that its sender gets to see the answer. */
    private static final int MAX_DROPPED_BYTES = 16 << 20;

    private static final int CHUNK = 8192;

    private final Request request;
    /** Never closed: closing it before its end would break off the connection before the answer is out. */
    private final InputStream in;

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
    void checkAnnounced() throws Refusal {
        if (request.getLength() > MAX_BYTES) {
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

    private int receive(byte[] chunk) throws ClientGoneException {
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
