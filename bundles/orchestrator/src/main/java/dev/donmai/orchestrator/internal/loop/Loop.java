package dev.donmai.orchestrator.internal.loop;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one thing again and again on a thread of its own. The time from one turn to the next is counted from the beginning of
 * the turn, by the monotonic clock; turns that were missed, because one took long or the machine slept, are not made up for.
 */
public final class Loop implements AutoCloseable {

    /** After a turn that broke in a way nobody foresaw. */
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(10);

    /** How long a turn may take to end when it is interrupted. */
    private static final Duration END = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    /** What is done. */
    @FunctionalInterface
    public interface Turn {

        /** Does it once; how long after its beginning the next turn begins. */
        Duration run() throws InterruptedException;
    }

    private final String name;
    private final Turn turn;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private boolean wake;
    private Optional<Thread> thread = Optional.empty();

    /** @param name of the thread */
    public Loop(String name, Turn turn) {
        this.name = name;
        this.turn = turn;
    }

    /** Begins with a turn at once. */
    public synchronized void start() {
        if (thread.isEmpty()) {
            thread = Optional.of(Thread.ofPlatform().daemon().name(name).start(this::run));
        }
    }

    /** Whether it goes round. */
    public synchronized boolean isRunning() {
        return thread.filter(Thread::isAlive).isPresent();
    }

    /** Has the next turn now; while one is under way, right after it. */
    public void wake() {
        lock.lock();
        try {
            wake = true;
            woken.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (!Thread.interrupted()) {
                long began = System.nanoTime();
                pause(began + turn().toNanos());
            }
        } catch (InterruptedException e) {
            // Told to end; the thread ends here.
            LOG.debug("{} ends", name);
        }
    }

    private Duration turn() throws InterruptedException {
        try {
            return turn.run();
        } catch (RuntimeException e) {
            LOG.error("{} failed, and goes on in {} s", name, AFTER_A_FAULT.toSeconds(), e);
            return AFTER_A_FAULT;
        }
    }

    private void pause(long untilNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = untilNanos - System.nanoTime();
            while (!wake && left > 0) {
                left = woken.awaitNanos(left);
            }
            wake = false;
        } finally {
            lock.unlock();
        }
    }

    /** Breaks off a turn that is under way, and waits a little for its end. */
    @Override
    public void close() {
        Optional<Thread> running;
        synchronized (this) {
            running = thread;
            thread = Optional.empty();
        }
        running.ifPresent(Thread::interrupt);
        try {
            if (running.isPresent() && !running.get().join(END)) {
                LOG.warn("{} does not end", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
