package dev.donmai.orchestrator.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenLifetimeTest {

    private static final Instant NOW = Instant.parse("2026-05-27T10:00:00Z");

    private static TokenLifetime received(String expiresAt, String serverTime) {
        return TokenLifetime.received(expiresAt, Optional.of(serverTime).filter(time -> !time.isEmpty()), NOW, 1000);
    }

    private static Optional<Duration> after(TokenLifetime token, Duration wallClock, Duration monotonic) {
        return token.untilRenewal(NOW.plus(wallClock), 1000 + monotonic.toNanos());
    }

    @ParameterizedTest
    @CsvSource({
        // An hour: five minutes before its end. Ten seconds: a fifth before.
        "2026-05-27T11:00:00Z, 3300",
        "2026-05-27T12:30:00+01:30, 3300",
        "2026-05-27T10:00:10Z, 8",
        "2026-05-27T10:00:00Z, 0"
    })
    void isReplacedBeforeItsEnd(String expiresAt, long seconds) {
        assertThat(after(received(expiresAt, ""), Duration.ZERO, Duration.ZERO)).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void bothClocksCountAndTheOneThatIsFurther() {
        TokenLifetime token = received("2026-05-27T11:00:00Z", "");
        assertThat(after(token, Duration.ofMinutes(5), Duration.ofMinutes(5))).contains(Duration.ofMinutes(50));
        // The machine slept: only the wall clock went on. The clock was set back: only the other one did.
        assertThat(after(token, Duration.ofHours(2), Duration.ofSeconds(1))).contains(Duration.ZERO);
        assertThat(after(token, Duration.ofHours(-5), Duration.ofHours(2))).contains(Duration.ZERO);
    }

    @Test
    void theOrchestratorsClockCountsWhereItSaysItsTime() {
        // It is 5 h behind us, so that its token looks dead on arrival.
        TokenLifetime behind = received("2026-05-27T06:00:00Z", "Wed, 27 May 2026 05:00:00 GMT");
        assertThat(after(behind, Duration.ZERO, Duration.ZERO)).contains(Duration.ofMinutes(55));
        // It is 5 h ahead of us, so that its token looks good for six hours.
        TokenLifetime ahead = received("2026-05-27T16:00:00Z", "Wed, 27 May 2026 15:00:00 GMT");
        assertThat(after(ahead, Duration.ZERO, Duration.ZERO)).contains(Duration.ofMinutes(55));
        assertThat(after(received("2026-05-27T11:00:00Z", "no time"), Duration.ZERO, Duration.ZERO))
                .contains(Duration.ofMinutes(55));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tomorrow", "2026-05-27", "2026-05-27T09:00:00Z"})
    void anEndThatIsNotKnownOrHasPassedAsksForNothing(String expiresAt) {
        assertThat(after(received(expiresAt, ""), Duration.ofDays(1), Duration.ofDays(1)))
                .isEmpty();
    }
}
