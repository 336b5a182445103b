package dev.donmai.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;

/** Hands a body to its subscriber, a piece when it asks for one: what reads slowly slows the sender. */
final class BodyFeed implements Flow.Subscription {

    private static final int PIECE = 8192;

    private final InputStream body;
    private final Runnable breakOff;
    private long wanted;
    private boolean cancelled;

    /** @param breakOff ends a read of the body that waits */
    BodyFeed(InputStream body, Runnable breakOff) {
        this.body = body;
        this.breakOff = breakOff;
    }

    /** Feeds it all; returns at the end of the body, or when the subscriber wants no more. */
    void into(BodySubscriber<?> subscriber) {
        subscriber.onSubscribe(this);
        try {
            while (awaitDemand()) {
                byte[] piece = new byte[PIECE];
                int n = body.read(piece);
                if (n < 0) {
                    subscriber.onComplete();
                    return;
                }
                subscriber.onNext(List.of(ByteBuffer.wrap(piece, 0, n)));
            }
        } catch (IOException e) {
            subscriber.onError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            subscriber.onError(new IOException("broken off", e));
        }
    }

    private synchronized boolean awaitDemand() throws InterruptedException {
        while (wanted == 0 && !cancelled) {
            wait();
        }
        wanted--;
        return !cancelled;
    }

    @Override
    public synchronized void request(long more) {
        wanted = wanted > Long.MAX_VALUE - more ? Long.MAX_VALUE : wanted + more;
        notifyAll();
    }

    @Override
    public void cancel() {
        synchronized (this) {
            cancelled = true;
            notifyAll();
        }
        breakOff.run();
    }
}
