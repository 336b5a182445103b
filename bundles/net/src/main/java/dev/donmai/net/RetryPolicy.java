package dev.donmai.net;

import java.time.Duration;

/**
 * How often and after what time a request is made again when its failure is transient
 * ({@link WebException#transientFailure}). Meant for requests that may take effect twice without harm.
 *
 * @param attempts how often at most, the first one included; at least 1
 * @param first the wait before the second attempt
 * @param factor by how much each wait is longer than the one before; at least 1
 * @param most the longest wait, also when the server asks for more
 * @param jitter share of a wait that is left to chance, 0 to 1: a wait w becomes w·(1 − jitter) to w
 */
public record RetryPolicy(int attempts, Duration first, double factor, Duration most, double jitter) {

    /** One attempt. */
    public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, 1, Duration.ZERO, 0);

    public RetryPolicy {
        if (attempts < 1 || factor < 1 || jitter < 0 || jitter > 1) {
            throw new IllegalArgumentException(
                    "attempts and factor start at 1, jitter is 0 to 1: " + attempts + ", " + factor + ", " + jitter);
        }
    }

    /** Waits that double, up to half a minute, a third of them left to chance. */
    public static RetryPolicy doubling(int attempts, Duration first) {
        return new RetryPolicy(attempts, first, 2, Duration.ofSeconds(30), 1.0 / 3);
    }

    /**
     * The wait after an attempt has failed.
     *
     * @param attempt how many there have been, from 1
     * @param asked what the server asks for; zero when it says nothing
     * @param chance from 0 to 1
     */
    public Duration waitAfter(int attempt, Duration asked, double chance) {
        double nanos = (double) first.toNanos() * Math.pow(factor, attempt - 1.0) * (1 - jitter * chance);
        Duration own = Duration.ofNanos((long) Math.min(nanos, (double) most.toNanos()));
        Duration wanted = asked.compareTo(own) > 0 ? asked : own;
        return wanted.compareTo(most) > 0 ? most : wanted;
    }
}
