package dev.donmai.http.internal;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts what is being served, and says when the server is to end. */
final class OpenRequests {

    /** Streams that may be open at once. */
    static final int MAX_STREAMS = 64;

    /** Requests that may wait for their answer at once. */
    static final int MAX_LONG_POLLS = 32;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Semaphore streams = new Semaphore(MAX_STREAMS);
    private final Semaphore longPolls = new Semaphore(MAX_LONG_POLLS);
    private int requests;
    private volatile boolean closing;

    void enter() {
        lock.lock();
        try {
            requests++;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            requests--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a place for a stream; false when all are taken. */
    boolean enterStream() {
        return streams.tryAcquire();
    }

    void leaveStream() {
        streams.release();
    }

    /** Takes a place for a {@link LongPoll}; false when all are taken. */
    boolean enterLongPoll() {
        return longPolls.tryAcquire();
    }

    void leaveLongPoll() {
        longPolls.release();
    }

    /** Tells the streams to end. */
    void close() {
        closing = true;
    }

    boolean closing() {
        return closing;
    }

    /** Waits until nothing is served any more; false when the time was too short. */
    boolean awaitNone(Duration grace) throws InterruptedException {
        long left = grace.toNanos();
        lock.lock();
        try {
            while (requests > 0) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** How long a part of a stream waits before it looks around again. */
    static final Duration GLANCE = Duration.ofNanos(TimeUnit.MILLISECONDS.toNanos(500));
}
