package dev.donmai.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDurationTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "5, 5s",
        "59, 59s",
        "60, 1m0s",
        "90, 1m30s",
        "600, 10m0s",
        "3600, 1h0m0s",
        "3661, 1h1m1s",
        "360000, 100h0m0s",
        "-90, -1m30s",
    })
    void isPrintedAsGoDoes(long seconds, String text) {
        assertThat(GoDuration.ofSeconds(seconds)).isEqualTo(text);
    }
}
