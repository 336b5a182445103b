package dev.donmai.orchestrator.internal.credentials;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How long a token is good. Counted from when it was received, by the monotonic clock and by the wall clock, whichever is
 * further: the first does not jump, the second goes on while the machine sleeps.
 *
 * @param expiresAt as the orchestrator wrote it; empty when it did not say
 * @param lifetime from receipt to expiry by the orchestrator's own clock where that is known; negative when unknown
 * @param receivedAt by our wall clock
 * @param receivedNanos by the monotonic clock
 */
public record TokenLifetime(String expiresAt, Duration lifetime, Instant receivedAt, long receivedNanos) {

    private static final Duration UNKNOWN = Duration.ofNanos(-1);

    /** A fifth of its life before its end a token is replaced, at the most so long before. */
    private static final Duration MOST_AHEAD = Duration.ofMinutes(5);

    /**
     * Of a token that has just come.
     *
     * @param serverTime the {@code Date} header that came with it; empty when there was none
     */
    static TokenLifetime received(String expiresAt, Optional<String> serverTime, Instant now, long nanos) {
        Optional<Instant> end = instant(expiresAt);
        Instant then = serverTime.flatMap(TokenLifetime::httpDate).orElse(now);
        Duration lifetime = end.map(at -> Duration.between(then, at)).orElse(UNKNOWN);
        return new TokenLifetime(expiresAt, lifetime, now, nanos);
    }

    /** The time as it was written, if it can be read. */
    static Optional<Instant> instant(String text) {
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> httpDate(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** How long until it should be replaced; zero when it should be now, empty when nobody knows its end. */
    Optional<Duration> untilRenewal(Instant now, long nanos) {
        if (lifetime.isNegative()) {
            // Unknown; one that was over when it came cannot be helped by asking again at once.
            return Optional.empty();
        }
        Duration fifth = lifetime.dividedBy(5);
        Duration ahead = fifth.compareTo(MOST_AHEAD) > 0 ? MOST_AHEAD : fifth;
        Duration byWallClock = Duration.between(receivedAt, now);
        Duration byMonotonicClock = Duration.ofNanos(nanos - receivedNanos);
        Duration age = byWallClock.compareTo(byMonotonicClock) > 0 ? byWallClock : byMonotonicClock;
        Duration left = lifetime.minus(ahead).minus(age);
        return Optional.of(left.isNegative() ? Duration.ZERO : left);
    }
}
