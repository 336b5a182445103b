package dev.donmai.worker.internal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the run is to end early, and why. The first request counts. Thread-safe.
 *
 * <p>Code that blocks where it can't look is run through {@link #guard}: only there does a request interrupt the thread. Anywhere
 * else an interrupt could close a file that is being written.
 */
public final class Cancellation {

    private Optional<Request> request = Optional.empty();
    private @Nullable Thread guarded;

    /** Why a run ends early. */
    public enum Cause {
        /** A signal. */
        TERMINATED,
        /** The time of the whole run is over. */
        OVERDUE,
        /** The agent printed more than it may. */
        OUTPUT,
        /** The agent was silent for too long. */
        IDLE,
        /** Events or output can't be written. */
        RECORD
    }

    /**
     * A request to end.
     *
     * @param detail one sentence for people
     */
    public record Request(Cause cause, String detail) {}

    /** Something that ends with an {@link InterruptedException} when its thread is interrupted. */
    @FunctionalInterface
    public interface Interruptible<T, X extends Exception> {
        T run() throws X, InterruptedException;
    }

    /**
     * Asks the run to end.
     *
     * @return whether this was the first request
     */
    public synchronized boolean request(Cause cause, String detail) {
        if (request.isPresent()) {
            return false;
        }
        request = Optional.of(new Request(cause, detail));
        if (guarded != null) {
            guarded.interrupt();
        }
        return true;
    }

    /** The request, if there was one. */
    public synchronized Optional<Request> request() {
        return request;
    }

    /** Whether the run is to end. */
    public boolean requested() {
        return request().isPresent();
    }

    /**
     * Runs {@code work} so that a request interrupts it.
     *
     * @throws InterruptedException when the run is to end
     */
    public <T, X extends Exception> T guard(Interruptible<T, X> work) throws X, InterruptedException {
        enter();
        try {
            return work.run();
        } finally {
            leave();
        }
    }

    private synchronized void enter() throws InterruptedException {
        if (request.isPresent()) {
            throw new InterruptedException(request.get().detail());
        }
        guarded = Thread.currentThread();
    }

    private synchronized void leave() {
        guarded = null;
        // A request that came as the work ended has left its mark on the thread.
        Thread.interrupted();
    }
}
