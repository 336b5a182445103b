package dev.donmai.http.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;

/** The client at the other end of a streamed answer. */
final class StreamListener implements Feed.Listener, AutoCloseable {

    /** How long a client may leave what was sent to it unread before it is given up. */
    private static final Duration UNREAD = Duration.ofMinutes(5);

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final DeadlineEndPoint connection;
    private final Response response;
    private final OpenRequests open;
    private final long idleBefore;

    StreamListener(DeadlineEndPoint connection, Response response, OpenRequests open) {
        this.connection = connection;
        this.response = response;
        this.open = open;
        this.idleBefore = connection.getIdleTimeout();
        connection.setIdleTimeout(UNREAD.toMillis());
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck")
    public void write(byte[] bytes) throws IOException {
        write(false, ByteBuffer.wrap(bytes));
        // Virtual threads are not preempted: a stream that reads fast would keep other requests waiting.
        Thread.yield();
    }

    /** Ends the answer so that the client can tell it from one that was broken off. */
    void end() throws IOException {
        write(true, NOTHING);
    }

    private void write(boolean last, ByteBuffer bytes) throws IOException {
        try {
            Content.Sink.write(response, last, bytes);
        } catch (IOException e) {
            throw new ClientGoneException(e);
        }
    }

    @Override
    public boolean listening() {
        return !open.closing() && !connection.clientGone();
    }

    @Override
    public void close() {
        connection.setIdleTimeout(idleBefore);
    }
}
