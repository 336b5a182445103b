package dev.donmai.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void theSpanDoublesUpToTheLongest() {
        Backoff most = new Backoff(SECOND, MINUTE, () -> 1);
        for (int expected : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertThat(most.next(Duration.ZERO)).hasSeconds(expected);
        }
        most.reset();
        assertThat(most.next(Duration.ZERO)).hasSeconds(1);
    }

    @Test
    void chanceSpreadsTheWaitsAndLeavesNoneOut() {
        Backoff least = new Backoff(SECOND, MINUTE, () -> 0);
        Backoff half = new Backoff(SECOND, MINUTE, () -> 0.5);
        for (int failure = 1; failure <= 100; failure++) {
            assertThat(least.next(Duration.ZERO)).hasMillis(250);
        }
        assertThat(half.afterFailures(3)).hasMillis(2125);
        assertThat(half.afterFailures(1000)).hasMillis(30_125);
    }

    @ParameterizedTest
    @CsvSource({"0, 1000", "500, 1000", "120000, 121000", "86400000, 601000"})
    void aServerMayAskForMoreWithinReason(long askedMillis, long waitMillis) {
        Backoff backoff = new Backoff(SECOND, MINUTE, () -> 1);
        assertThat(backoff.next(Duration.ofMillis(askedMillis))).hasMillis(waitMillis);
    }
}
