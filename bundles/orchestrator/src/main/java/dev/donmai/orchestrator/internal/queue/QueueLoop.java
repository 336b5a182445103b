package dev.donmai.orchestrator.internal.queue;

import dev.donmai.orchestrator.internal.queue.Backlog.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes items while work is accepted and a slot is free, and settles those whose sessions are over. One thread; what it knows
 * can be found again on disk.
 */
final class QueueLoop implements AutoCloseable {

    /** Between two looks while sessions of the queue run, or items wait for a slot. */
    private static final Duration BUSY = Duration.ofMillis(200);

    /** Between two looks when nothing is to be expected: for what no event has told. */
    private static final Duration IDLE = Duration.ofSeconds(5);

    private static final Duration PRUNE_EVERY = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(QueueLoop.class);

    private final QueueFiles files;
    private final Backlog backlog;
    private final ItemStart start;
    private final ClaimRecovery recovery;
    private final SettledItems settled;
    private final Intake intake;
    private final InstantSource clock;
    /** The items whose sessions run here. */
    private final Map<String, Claim> running;

    private final Thread thread =
            Thread.ofPlatform().daemon().name("donmai-queue").unstarted(this::run);
    private long sweptNanos;
    private long prunedNanos = System.nanoTime();
    private String lastProblem = "";
    private boolean changed;
    private boolean closed;

    QueueLoop(
            QueueFiles files,
            Backlog backlog,
            ItemStart start,
            ClaimRecovery recovery,
            SettledItems settled,
            Intake intake,
            InstantSource clock,
            Map<String, Claim> running) {
        this.files = files;
        this.backlog = backlog;
        this.start = start;
        this.recovery = recovery;
        this.settled = settled;
        this.intake = intake;
        this.clock = clock;
        this.running = new TreeMap<>(running);
    }

    void start() {
        thread.start();
    }

    /** Something in the queue has changed. */
    synchronized void poke() {
        changed = true;
        notifyAll();
    }

    private void run() {
        try {
            sweptNanos = System.nanoTime() - IDLE.toNanos();
            boolean look = true;
            while (!isClosed()) {
                turnOrSay(look);
                look = pause(running.isEmpty() && backlog.isEmpty() ? IDLE : BUSY);
            }
            settleLast();
        } catch (InterruptedException e) {
            LOG.debug("the queue is closed", e);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Waits for a change; whether there was one. */
    private synchronized boolean pause(Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        long left = time.toNanos();
        while (!changed && !closed && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = deadline - System.nanoTime();
        }
        boolean was = changed;
        changed = false;
        return was;
    }

    /** A full disk or a folder without permission may pass; nothing is lost meanwhile. */
    private void turnOrSay(boolean look) throws InterruptedException {
        try {
            turn(look);
            lastProblem = "";
        } catch (IOException | RuntimeException e) {
            if (!lastProblem.equals(e.toString())) {
                lastProblem = e.toString();
                LOG.warn("queue {}: {}; trying again", files.layout().directory(), lastProblem);
            }
        }
    }

    /** The sessions have come to an end before the queue is closed: their results are there without another start. */
    private void settleLast() throws InterruptedException {
        try {
            settle();
        } catch (IOException | RuntimeException e) {
            LOG.warn("queue: what has ended is settled after the next start: {}", e.toString());
        }
    }

    private void turn(boolean look) throws IOException, InterruptedException {
        settle();
        boolean sweep = System.nanoTime() - sweptNanos >= IDLE.toNanos();
        if (sweep) {
            sweptNanos = System.nanoTime();
            running.putAll(recovery.own(running.keySet()));
            recovery.ofOthers();
            prune();
        }
        if (look || sweep || backlog.unsettled()) {
            backlog.refresh();
            for (Waiting invalid : backlog.invalid()) {
                LOG.warn("queue: \"{}\" is no work item: {}", invalid.name(), invalid.problem());
                files.reject(invalid.name(), ItemResult.invalid(invalid.name(), invalid.problem(), clock.instant()));
                backlog.remove(invalid.name());
            }
        }
        take();
    }

    private void prune() throws IOException {
        if (System.nanoTime() - prunedNanos >= PRUNE_EVERY.toNanos()) {
            prunedNanos = System.nanoTime();
            settled.prune(intake.keepSettled());
        }
    }

    private void settle() throws IOException, InterruptedException {
        if (running.isEmpty()) {
            return;
        }
        Set<String> live = intake.live();
        for (Map.Entry<String, Claim> entry : List.copyOf(running.entrySet())) {
            if (!live.contains(entry.getValue().sessionId())
                    && recovery.concludeOwn(entry.getKey(), entry.getValue())) {
                running.remove(entry.getKey());
            }
        }
    }

    private void take() throws IOException, InterruptedException {
        for (Waiting item : backlog.items()) {
            if (isClosed() || !start.open()) {
                return;
            }
            if (start.ready(item.name())) {
                backlog.remove(item.name());
                start.take(item.name(), item.sessionId()).ifPresent(claim -> running.put(item.name(), claim));
            }
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
