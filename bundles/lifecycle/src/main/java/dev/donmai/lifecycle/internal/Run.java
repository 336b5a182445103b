package dev.donmai.lifecycle.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** One run of the daemon, from its start to its exit code. Thread-safe. */
final class Run {

    private static final int EXIT_FAILED = 1;

    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private volatile Instant startedAt = Instant.EPOCH;
    private volatile long startedNanos = System.nanoTime();
    private volatile String failure = "";

    void begin() {
        startedNanos = System.nanoTime();
        startedAt = Instant.now();
    }

    Instant startedAt() {
        return startedAt;
    }

    long seconds() {
        return Duration.ofNanos(System.nanoTime() - startedNanos).toSeconds();
    }

    /** What it failed of; empty when it did not. */
    String failure() {
        return failure;
    }

    void failed(String cause) {
        failure = cause;
    }

    /** Ends it with a code, or as failed when it has failed before. */
    void end(int code) {
        exit.complete(failure.isEmpty() ? code : EXIT_FAILED);
    }

    CompletableFuture<Integer> exit() {
        return exit;
    }
}
