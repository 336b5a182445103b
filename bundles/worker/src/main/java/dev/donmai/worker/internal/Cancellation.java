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
    private boolean onlyAgainstHurry;
    private boolean hurried;

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
        RECORD,
        /** A cap of the stage is breached. */
        BUDGET,
        /** The session belongs to somebody else. */
        OWNERSHIP,
        /** The platform has been out of reach for too long. */
        OFFLINE,
        /** The platform wants the session to end. */
        STOPPED
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
        if (guarded != null && !onlyAgainstHurry) {
            guarded.interrupt();
        }
        return true;
    }

    /** Somebody waits for the worker to end, and will end it by force before long. */
    public synchronized void hurry() {
        hurried = true;
        if (guarded != null) {
            guarded.interrupt();
        }
    }

    /** Whether somebody waits. */
    public synchronized boolean hurried() {
        return hurried;
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

    /**
     * Runs {@code work}, a step of the end, so that only {@link #hurry} interrupts it.
     *
     * @throws InterruptedException when there is no time for it, or none any more
     */
    public <T, X extends Exception> T unlessHurried(Interruptible<T, X> work) throws X, InterruptedException {
        enterAgainstHurry();
        try {
            return work.run();
        } finally {
            leave();
        }
    }

    private synchronized void enterAgainstHurry() throws InterruptedException {
        if (hurried) {
            throw new InterruptedException("there is no time");
        }
        onlyAgainstHurry = true;
        guarded = Thread.currentThread();
    }

    private synchronized void enter() throws InterruptedException {
        if (request.isPresent()) {
            throw new InterruptedException(request.get().detail());
        }
        guarded = Thread.currentThread();
    }

    private synchronized void leave() {
        guarded = null;
        onlyAgainstHurry = false;
        // A request that came as the work ended has left its mark on the thread.
        Thread.interrupted();
    }
}
