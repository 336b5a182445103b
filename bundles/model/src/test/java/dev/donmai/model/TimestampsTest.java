package dev.donmai.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The two time forms of {@code http-api.md} §3. */
class TimestampsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-05-20T09:15:04Z, 2026-05-20T09:15:04Z",
        "2026-05-20T09:15:00Z, 2026-05-20T09:15:00Z",
        "2026-05-20T09:15:04.250Z, 2026-05-20T09:15:04.25Z",
        "2026-05-20T09:15:04.000000001Z, 2026-05-20T09:15:04.000000001Z",
        "2026-05-20T09:15:04.100000000Z, 2026-05-20T09:15:04.1Z"
    })
    void theLongFormDropsTrailingZerosAndKeepsSeconds(String instant, String text) {
        assertThat(Timestamps.t9(Instant.parse(instant))).isEqualTo(text);
        assertThat(Json.line(Instant.parse(instant))).isEqualTo("\"" + text + "\"");
    }

    @Test
    void theShortFormIsCutAndNotRounded() {
        assertThat(Timestamps.t9(Timestamps.t0(Instant.parse("2026-05-20T09:15:04.999999999Z"))))
                .isEqualTo("2026-05-20T09:15:04Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-05-20T09:15:04.25Z", "2026-05-20T11:15:04.250+02:00"})
    void bothFormsAndOffsetsAreRead(String text) throws Exception {
        assertThat(Json.read("\"" + text + "\"", Instant.class)).isEqualTo(Instant.parse("2026-05-20T09:15:04.25Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"yesterday\"", "\"2026-05-20\"", "1716196504", "true", "{}"})
    void anythingElseIsNoTime(String json) {
        assertThatThrownBy(() -> Json.read(json, Instant.class)).isInstanceOf(JsonProcessingException.class);
    }
}
