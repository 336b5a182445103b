package dev.donmai.net;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * The waits of somebody who does not give up: each is drawn from a span that doubles with every failure, so that many who
 * lost the same server do not come back to it at the same moment ("full jitter"). For one thread.
 */
public final class Backoff {

    /** A server that asks for more is not believed. */
    static final Duration MOST_ASKED = Duration.ofMinutes(10);

    /** So that nobody tries again at once. */
    private static final double LEAST_SHARE = 0.25;

    private final Duration first;
    private final Duration most;
    private final DoubleSupplier chance;
    private int failures;

    /**
     * Waits of that kind.
     *
     * @param first the longest wait after one failure
     * @param most the longest wait of all, unless the server asks for more
     */
    public Backoff(Duration first, Duration most) {
        this(first, most, () -> ThreadLocalRandom.current().nextDouble());
    }

    Backoff(Duration first, Duration most, DoubleSupplier chance) {
        this.first = first;
        this.most = most;
        this.chance = chance;
    }

    /**
     * The wait after one more failure.
     *
     * @param asked what the server asked for ({@link WebException#retryAfter}); zero when it said nothing
     */
    public Duration next(Duration asked) {
        Duration wait = afterFailures(++failures);
        Duration wanted = asked.compareTo(MOST_ASKED) > 0 ? MOST_ASKED : asked;
        // A server that tells all of them the same time shall not see all of them then.
        return wanted.compareTo(wait) > 0 ? wanted.plus(drawn(first)) : wait;
    }

    /** The wait after so many failures, from 1, whatever has been before. */
    public Duration afterFailures(int count) {
        double span = (double) first.toNanos() * Math.pow(2, Math.min(count - 1, 40));
        return drawn(Duration.ofNanos((long) Math.min(span, (double) most.toNanos())));
    }

    /** All is well again. */
    public void reset() {
        failures = 0;
    }

    private Duration drawn(Duration span) {
        double most = (double) span.toNanos();
        double least = Math.min(LEAST_SHARE * (double) first.toNanos(), most);
        return Duration.ofNanos((long) (least + (most - least) * chance.getAsDouble()));
    }
}
