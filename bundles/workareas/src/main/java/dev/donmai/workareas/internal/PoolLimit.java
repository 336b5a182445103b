package dev.donmai.workareas.internal;

import java.util.Optional;

/** The limit of the pool, GiB: the configured one, or what was set since, until another one is configured. Thread-safe. */
final class PoolLimit {

    private record Replacement(long configured, long limit) {}

    private volatile Optional<Replacement> replacement = Optional.empty();

    /** The limit while this one is configured. */
    long now(long configured) {
        return replacement
                .filter(set -> set.configured() == configured)
                .map(Replacement::limit)
                .orElse(configured);
    }

    /** Replaces the configured one. */
    void replace(long configured, long limit) {
        replacement = Optional.of(new Replacement(configured, limit));
    }
}
