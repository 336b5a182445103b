package dev.donmai.http.internal;

import dev.donmai.http.internal.Connections.Phase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is cut when the head of a request, or the whole of it, takes too long; a client that sends a byte
 * now and then never trips an idle limit ({@code http-api.md} §1, H26).
 */
final class DeadlineEndPoint extends SocketChannelEndPoint {

    /** From the first byte of a request to the end of its head. */
    static final long HEAD_SECONDS = 5;

    /** From the first look for the body to its end. */
    static final long BODY_SECONDS = 15;

    private static final long RECHECK_SECONDS = 1;

    private final Scheduler scheduler;
    private final Connections connections;
    private final Object lock = new Object();
    private boolean serving;
    private volatile long since = System.nanoTime();
    private volatile boolean gone;
    private Scheduler.@Nullable Task deadline;

    DeadlineEndPoint(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler,
            Connections connections) {
        super(channel, selector, key, scheduler);
        this.scheduler = scheduler;
        this.connections = connections;
    }

    @Override
    public void onOpen() {
        super.onOpen();
        enter(Phase.WAITING);
    }

    /** When it began what it is at, by {@code System.nanoTime}. */
    long since() {
        return since;
    }

    /** Whether it has been closed. */
    boolean gone() {
        return gone;
    }

    private void enter(Phase phase) {
        long now = System.nanoTime();
        since = now;
        connections.enter(this, phase, now);
    }

    /** The connection of a request. */
    static DeadlineEndPoint of(Request request) {
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        return (DeadlineEndPoint) endPoint;
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        int filled = super.fill(buffer);
        if (filled > 0) {
            synchronized (lock) {
                if (!serving && deadline == null) {
                    deadline = scheduler.schedule(this::expire, HEAD_SECONDS, TimeUnit.SECONDS);
                }
            }
        }
        return filled;
    }

    /** The head is there. A body is nobody's concern until it is read. */
    void headRead() {
        synchronized (lock) {
            serving = true;
            clear();
        }
        enter(Phase.SERVED);
    }

    /** From now on the body is read, which has a time of its own. */
    void bodyBegun() {
        synchronized (lock) {
            clear();
            deadline = scheduler.schedule(this::expire, BODY_SECONDS, TimeUnit.SECONDS);
        }
        enter(Phase.READING);
    }

    /** All that will be read of the request has been read. */
    void bodyRead() {
        synchronized (lock) {
            clear();
        }
        enter(Phase.SERVED);
    }

    /** The answer is out; the next request may begin. */
    void answered() {
        synchronized (lock) {
            serving = false;
            clear();
        }
        enter(Phase.WAITING);
    }

    /**
     * Whether the client has closed its side. To be asked only while a request is being served whose connection will
     * not be used again: a byte that is found is lost.
     */
    boolean clientGone() {
        try {
            return !isOpen() || super.fill(ByteBuffer.allocate(1).limit(0)) < 0 || isInputShutdown();
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        synchronized (lock) {
            clear();
        }
        gone = true;
        connections.left(this);
        super.onClose(cause);
    }

    private void clear() {
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
    }

    private void expire() {
        if (getFillInterest().isInterested()) {
            close(new TimeoutException("the request took too long to arrive"));
            return;
        }
        // Everything that has come so far is still with us: a busy machine is not the client's fault.
        synchronized (lock) {
            if (deadline != null) {
                deadline = scheduler.schedule(this::expire, RECHECK_SECONDS, TimeUnit.SECONDS);
            }
        }
    }
}
