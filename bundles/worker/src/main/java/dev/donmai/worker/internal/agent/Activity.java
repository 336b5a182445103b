package dev.donmai.worker.internal.agent;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** When the agent was last heard of. Thread-safe. */
final class Activity {

    private final AtomicLong last = new AtomicLong(System.nanoTime());

    void touch() {
        last.set(System.nanoTime());
    }

    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - last.get());
    }
}
