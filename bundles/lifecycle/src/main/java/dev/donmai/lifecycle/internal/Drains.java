package dev.donmai.lifecycle.internal;

import dev.donmai.lifecycle.Drain;
import dev.donmai.lifecycle.DrainOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The drain that is under way. There is one at most: who asks again shares it, and the earliest deadline counts. A
 * drain that has been called off ends nothing.
 */
final class Drains {

    /** How long a drain may take to notice a new deadline, or that it has been called off. */
    private static final Duration LOOK = Duration.ofMillis(250);

    /** How long the end of the daemon waits for a drain to notice it; one that ends sessions takes longer. */
    private static final Duration SETTLE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Drains.class);

    private final Participants participants;
    private final Ending ending;
    private final Executor executor;
    private Optional<Wait> current = Optional.empty();

    Drains(Participants participants, Ending ending, Executor executor) {
        this.participants = participants;
        this.ending = ending;
        this.executor = executor;
    }

    /**
     * Begins a drain, or joins the one under way.
     *
     * @param calledOff whether it has been called off
     */
    synchronized Drain begin(Duration timeout, BooleanSupplier calledOff) {
        long deadline = System.nanoTime() + timeout.toNanos();
        if (current.isPresent() && current.get().underWay()) {
            Wait shared = current.get();
            boolean sooner = shared.hasten(deadline);
            return new Drain(sooner ? timeout : shared.left(), shared.outcome);
        }
        Wait wait = new Wait(deadline, calledOff);
        current = Optional.of(wait);
        executor.execute(wait);
        return new Drain(timeout, wait.outcome);
    }

    /** Waits until a drain that has been called off, or has nothing left to wait for, says so. */
    void settle() {
        CompletableFuture<DrainOutcome> outcome;
        synchronized (this) {
            if (current.isEmpty()) {
                return;
            }
            outcome = current.get().outcome;
        }
        try {
            outcome.get(SETTLE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("the drain is left behind", e);
        }
    }

    private final class Wait implements Runnable {

        private final CompletableFuture<DrainOutcome> outcome = new CompletableFuture<>();
        private final BooleanSupplier calledOff;
        private volatile long deadline;
        private int running;

        Wait(long deadline, BooleanSupplier calledOff) {
            this.deadline = deadline;
            this.calledOff = calledOff;
        }

        boolean underWay() {
            return !outcome.isDone() && !calledOff.getAsBoolean();
        }

        /** Whether that is sooner than what holds. */
        synchronized boolean hasten(long earlier) {
            if (earlier - deadline >= 0) {
                return false;
            }
            deadline = earlier;
            return true;
        }

        private Duration left() {
            return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        }

        @Override
        public void run() {
            try {
                boolean tooLate = calledOff.getAsBoolean();
                running = participants.drain(Duration.ZERO);
                outcome.complete(tooLate ? new DrainOutcome.CalledOff(running) : await());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                outcome.complete(new DrainOutcome.CalledOff(running));
            } catch (RuntimeException e) {
                LOG.error("the drain failed", e);
                outcome.completeExceptionally(e);
            }
        }

        private DrainOutcome await() throws InterruptedException {
            while (true) {
                // Asked before counting: what calls it off may come right after the last session has ended.
                boolean off = calledOff.getAsBoolean();
                running = participants.drain(off ? Duration.ZERO : shorter(left(), LOOK));
                if (running == 0) {
                    return ended(ending.ended());
                }
                if (off) {
                    return new DrainOutcome.CalledOff(running);
                }
                if (left().isZero() && !calledOff.getAsBoolean()) {
                    LOG.warn("drain timeout — ending {} session(s)", running);
                    participants.terminate(ending.grace());
                    return new DrainOutcome.TimedOut(running);
                }
            }
        }

        private static DrainOutcome ended(int byStop) {
            return byStop == 0 ? new DrainOutcome.Drained() : new DrainOutcome.Stopped(byStop);
        }

        private static Duration shorter(Duration one, Duration other) {
            return one.compareTo(other) < 0 ? one : other;
        }
    }
}
