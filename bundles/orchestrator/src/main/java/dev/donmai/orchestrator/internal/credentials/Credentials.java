package dev.donmai.orchestrator.internal.credentials;

import java.time.Duration;

/**
 * What one registration or refresh gave. Immutable; a new one replaces it as a whole.
 *
 * @param url of the orchestrator, without a slash at its end
 * @param workerId this daemon's id there
 * @param token the runtime token
 * @param lifetime how long the token is good
 * @param heartbeatInterval from one heartbeat to the next
 * @param pollInterval from one question for work to the next
 */
public record Credentials(
        String url,
        String workerId,
        String token,
        TokenLifetime lifetime,
        Duration heartbeatInterval,
        Duration pollInterval) {

    public static final Duration DEFAULT_HEARTBEAT = Duration.ofSeconds(30);
    public static final Duration DEFAULT_POLL = Duration.ofSeconds(5);

    private static final long LONGEST_SECONDS = 300;

    /** An interval of the wire: whole seconds, rounded up, within 1 s and 5 min; the default where there is none. */
    static Duration interval(long millis, Duration otherwise) {
        if (millis <= 0) {
            return otherwise;
        }
        return Duration.ofSeconds(Math.min(LONGEST_SECONDS, (millis - 1) / 1000 + 1));
    }

    /** Whether a header can carry this token; one that cannot is not to be shown in a message either. */
    static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /** Whether the two prove the same. */
    boolean sameAs(Credentials other) {
        return token.equals(other.token) && workerId.equals(other.workerId);
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "Credentials[url=" + url + ", workerId=" + workerId + "]";
    }
}
