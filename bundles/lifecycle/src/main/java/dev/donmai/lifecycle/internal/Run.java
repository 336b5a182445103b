package dev.donmai.lifecycle.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** One run of the daemon, from its start to its exit code. Thread-safe. */
final class Run {

    private static final int EXIT_FAILED = 1;

    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private volatile Instant startedAt = Instant.EPOCH;
    private final LongSupplier nanoTime;
    private volatile long startedNanos;
    private volatile String failure = "";

    Run() {
        this(System::nanoTime);
    }

    Run(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.startedNanos = nanoTime.getAsLong();
    }

    void begin() {
        startedNanos = nanoTime.getAsLong();
        startedAt = Instant.now();
    }

    Instant startedAt() {
        return startedAt;
    }

    /** Since the beginning; what has not passed in full is not counted. */
    long seconds() {
        return Duration.ofNanos(nanoTime.getAsLong() - startedNanos).toSeconds();
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
