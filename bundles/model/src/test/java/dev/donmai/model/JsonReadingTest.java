package dev.donmai.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.model.wire.ErrorReply;
import dev.donmai.model.wire.SessionSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reading rules of {@code http-api.md} §2.5. */
class JsonReadingTest {

    private static SessionSpec spec(String json) throws JsonProcessingException {
        return Json.read(json, SessionSpec.class);
    }

    @Test
    void unknownMembersAreIgnored() throws Exception {
        assertThat(spec("{\"sessionId\":\"a\",\"later\":{\"deep\":[1,{}]}}").sessionId())
                .isEqualTo("a");
    }

    @Test
    void namesMatchWhateverTheirCase() throws Exception {
        SessionSpec spec = spec("{\"SESSIONID\":\"a\",\"Repository\":\"r\",\"resources\":{\"VCPU\":2,\"memorymb\":3}}");
        assertThat(spec.sessionId()).isEqualTo("a");
        assertThat(spec.repository()).isEqualTo("r");
        assertThat(spec.resources()).isEqualTo(new SessionSpec.Resources(2, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ref\":\"one\",\"ref\":\"two\"}",
                "{\"ref\":\"one\",\"REF\":\"two\"}",
                "{\"ref\":\"one\",\"resources\":{},\"env\":{},\"sessionId\":\"\",\"repository\":\"\","
                        + "\"maxDurationSeconds\":0,\"ref\":\"two\"}"
            })
    void ofTwoTheLastWins(String json) throws Exception {
        assertThat(spec(json).ref()).isEqualTo("two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"ref\":\"a\"} trailing", "{\"ref\":\"a\"}{\"ref\":\"b\"}", "{\"ref\":\"a\"}]"})
    void whatFollowsTheFirstValueIsIgnored(String json) throws Exception {
        assertThat(spec(json).ref()).isEqualTo("a");
    }

    @Test
    void nullForAMemberIsAsIfItWereAbsent() throws Exception {
        assertThat(spec("{\"sessionId\":null,\"repository\":null,\"ref\":null,\"resources\":null,\"env\":null,"
                        + "\"maxDurationSeconds\":null}"))
                .isEqualTo(new SessionSpec("", "", "", SessionSpec.Resources.NONE, Map.of(), 0));
    }

    @Test
    void nullInsideAMapOfTextsIsTheEmptyText() throws Exception {
        assertThat(spec("{\"env\":{\"A\":null,\"B\":\"x\"}}").env()).isEqualTo(Map.of("A", "", "B", "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "[{}]",
                "3",
                "\"text\"",
                "true",
                "{",
                "{\"ref\":3}",
                "{\"ref\":3.5}",
                "{\"ref\":true}",
                "{\"ref\":[]}",
                "{\"ref\":[\"a\"]}",
                "{\"ref\":{}}",
                "{\"env\":{\"A\":1}}",
                "{\"env\":{\"A\":true}}",
                "{\"env\":[]}",
                "{\"env\":\"\"}",
                "{\"resources\":\"\"}",
                "{\"resources\":[]}",
                "{\"resources\":1}",
                "{\"maxDurationSeconds\":\"3\"}",
                "{\"maxDurationSeconds\":\"\"}",
                "{\"maxDurationSeconds\":\" \"}",
                "{\"maxDurationSeconds\":\"\\u0000\"}",
                "{\"env\":\" \"}",
                "{\"resources\":\" \"}",
                "{\"maxDurationSeconds\":3.0}",
                "{\"maxDurationSeconds\":3.5}",
                "{\"maxDurationSeconds\":true}",
                "{\"maxDurationSeconds\":1e30}",
                "{\"maxDurationSeconds\":9223372036854775808}"
            })
    void aWrongTypeIsAnError(String json) {
        assertThatThrownBy(() -> spec(json)).isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"text\"", "[\"text\"]", "1"})
    void aRecordOfOneMemberIsStillAnObject(String json) {
        assertThatThrownBy(() -> Json.read(json, ErrorReply.class)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void nestingEndsAt64() throws Exception {
        assertThat(spec("{\"x\":" + "[".repeat(63) + "]".repeat(63) + "}").ref())
                .isEmpty();
        assertThatThrownBy(() -> spec("{\"x\":" + "[".repeat(64) + "]".repeat(64) + "}"))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void numbersThatPassThroughKeepTheirDigits() throws Exception {
        String numbers = "{\"a\":1.0,\"b\":100.0,\"c\":0.70,\"d\":12345678901234567890,\"e\":1000000}";
        assertThat(Json.line(Json.read(numbers, JsonNode.class))).isEqualTo(numbers);
    }

    @Test
    void aBrokenFileIsNamed(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("session.json"), "{\"ref\":");
        assertThatThrownBy(() -> Json.read(file, SessionSpec.class))
                .hasMessageStartingWith(file + ": ")
                .hasMessageNotContaining("\n");
        Files.writeString(file, "null");
        assertThatThrownBy(() -> Json.read(file, SessionSpec.class)).hasMessage(file + ": holds nothing but null");
    }

    @Test
    void bodiesEndWithOneNewline() {
        assertThat(Json.bytes(new ErrorReply("x"))).asString().isEqualTo("{\"error\":\"x\"}\n");
        assertThat(Json.pretty(new ErrorReply("x"))).isEqualTo("{\n  \"error\" : \"x\"\n}\n");
    }
}
