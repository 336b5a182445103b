package dev.donmai.lifecycle.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The drain that is under way. There is one at most: who asks again shares it, and the earliest deadline counts. A
 * drain is cancelled without ending anything when admission has been opened again.
 */
final class Drains {

    /** How long a drain may take to notice a new deadline or a resume. */
    private static final Duration LOOK = Duration.ofMillis(250);

    private static final Logger LOG = LoggerFactory.getLogger(Drains.class);

    private final Participants participants;
    private final Supplier<Duration> grace;
    private final Executor executor;
    private Optional<Drain> current = Optional.empty();

    Drains(Participants participants, Supplier<Duration> grace, Executor executor) {
        this.participants = participants;
        this.grace = grace;
        this.executor = executor;
    }

    /** Begins a drain, or joins the one under way; completes with the number of sessions that had to be ended, cancelled when called off. */
    synchronized CompletableFuture<Integer> begin(Duration timeout, BooleanSupplier calledOff) {
        long deadline = System.nanoTime() + timeout.toNanos();
        if (current.isPresent()
                && !current.get().future.isDone()
                && !current.get().calledOff.getAsBoolean()) {
            current.get().hasten(deadline);
            return current.get().future;
        }
        Drain drain = new Drain(deadline, calledOff);
        current = Optional.of(drain);
        executor.execute(drain);
        return drain.future;
    }

    private final class Drain implements Runnable {

        private final CompletableFuture<Integer> future = new CompletableFuture<>();
        private final BooleanSupplier calledOff;
        private volatile long deadline;

        /** @param calledOff whether the drain has been called off */
        Drain(long deadline, BooleanSupplier calledOff) {
            this.deadline = deadline;
            this.calledOff = calledOff;
        }

        synchronized void hasten(long earlier) {
            if (earlier - deadline < 0) {
                deadline = earlier;
            }
        }

        @Override
        public void run() {
            try {
                await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                future.cancel(false);
            } catch (RuntimeException e) {
                LOG.error("the drain failed", e);
                future.completeExceptionally(e);
            }
        }

        private void await() throws InterruptedException {
            while (true) {
                Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
                int running = participants.drain(left.compareTo(LOOK) < 0 ? left : LOOK);
                if (running == 0) {
                    future.complete(0);
                    return;
                }
                if (calledOff.getAsBoolean()) {
                    future.cancel(false);
                    return;
                }
                if (deadline - System.nanoTime() <= 0) {
                    LOG.warn("drain timeout — ending {} session(s)", running);
                    participants.terminate(grace.get());
                    future.complete(running);
                    return;
                }
            }
        }
    }
}
