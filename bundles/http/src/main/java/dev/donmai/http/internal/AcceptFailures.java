package dev.donmai.http.internal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Tells a port that cannot be listened on any more from one that only cannot accept just now. Thread-safe. */
final class AcceptFailures {

    /** The server waits a second after each: a machine that has no file descriptor for so long will not have one soon. */
    private static final int MAX_IN_A_ROW = 30;

    private final AtomicInteger inARow = new AtomicInteger();
    private final Consumer<Throwable> fatal;
    private volatile boolean expected;

    /** @param fatal hears of the failure after which nothing is accepted any more */
    AcceptFailures(Consumer<Throwable> fatal) {
        this.fatal = fatal;
    }

    /** From now on the port is closed on purpose. */
    void expect() {
        expected = true;
    }

    void accepted() {
        inARow.set(0);
    }

    /** Whether to try again. */
    boolean mayPass(Throwable failure, boolean open) {
        if (expected) {
            return false;
        }
        if (open && inARow.incrementAndGet() < MAX_IN_A_ROW) {
            return true;
        }
        expect();
        fatal.accept(failure);
        return false;
    }
}
