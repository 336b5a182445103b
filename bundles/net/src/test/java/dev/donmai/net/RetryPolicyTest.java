package dev.donmai.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

    private static final RetryPolicy POLICY = new RetryPolicy(5, Duration.ofSeconds(1), 2, Duration.ofSeconds(10), 0.5);

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, PT1S",
        "2, 0, 0, PT2S",
        "3, 0, 0, PT4S",
        "5, 0, 0, PT10S",
        "1, 0, 1, PT0.5S",
        "2, 0, 0.5, PT1.5S",
        "1, 7, 0, PT7S",
        "1, 7, 1, PT7S",
        "3, 2, 0, PT4S",
        "1, 3600, 0, PT10S",
        "2000, 0, 0, PT10S",
    })
    void waitsLongerEachTimeAndAsLongAsAskedUpToTheLimit(int attempt, long asked, double chance, Duration wait) {
        assertThat(POLICY.waitAfter(attempt, Duration.ofSeconds(asked), chance)).isEqualTo(wait);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> new RetryPolicy(0, Duration.ZERO, 1, Duration.ZERO, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
