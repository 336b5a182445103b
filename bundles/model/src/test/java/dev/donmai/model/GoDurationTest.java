package dev.donmai.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDurationTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT0.000000001S, 1s",
        "PT5S, 5s",
        "PT59S, 59s",
        "PT59.5S, 1m0s",
        "PT90S, 1m30s",
        "PT10M, 10m0s",
        "PT1H, 1h0m0s",
        "PT3661S, 1h1m1s",
        "PT100H, 100h0m0s",
    })
    void writesWhatGoWritesInWholeSeconds(Duration duration, String text) {
        assertThat(GoDuration.text(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "24h, PT24H",
        "1h30m, PT1H30M",
        "1.5h, PT1H30M",
        ".5s, PT0.5S",
        "1.s, PT1S",
        "500ms, PT0.5S",
        "3us, PT0.000003S",
        "3µs, PT0.000003S",
        "7ns, PT0.000000007S",
        "+2m, PT2M",
        "-1m, PT-1M",
        "0, PT0S",
        "0s, PT0S",
        "90m90s, PT1H31M30S",
    })
    void readsWhatGoReads(String text, Duration duration) {
        assertThat(GoDuration.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|time: invalid duration \"\"",
                "h|time: invalid duration \"h\"",
                "-|time: invalid duration \"-\"",
                "1 h|time: unknown unit \" h\" in duration \"1 h\"",
                "5|time: missing unit in duration \"5\"",
                "1h5|time: missing unit in duration \"1h5\"",
                "5d|time: unknown unit \"d\" in duration \"5d\"",
                "2w|time: unknown unit \"w\" in duration \"2w\"",
                "1H|time: unknown unit \"H\" in duration \"1H\"",
                "1h-5m|time: unknown unit \"h-\" in duration \"1h-5m\"",
                "3000000h|time: invalid duration \"3000000h\"",
            })
    void refusesWhatGoRefusesInItsWords(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GoDuration.parse(text))
                .withMessage(message);
    }
}
