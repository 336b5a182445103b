package dev.donmai.model.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionDetailTest {

    @Test
    void onlyTheIdIsRequired() throws Exception {
        SessionDetail detail = Json.read("{\"sessionId\":\"s\"}", SessionDetail.class);
        assertThat(Json.line(detail)).isEqualTo("{\"sessionId\":\"s\"}");
        assertThat(Json.line(Json.read("{}", SessionDetail.class))).isEqualTo("{\"sessionId\":\"\"}");
    }

    /** {@code stageLifecycle} and {@code providerConfig} are somebody else's: nothing in them may change. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":null,\"b\":{\"c\":null,\"d\":[null,{},[]]},\"e\":\"\",\"f\":0,\"g\":false}",
                "{\"big\":123456789012345678901234567890,\"long\":9007199254740993,\"negative\":-1}",
                "{\"precise\":0.12345678901234567890123,\"huge\":1E+400,\"tiny\":1E-400,\"third\":1.5}",
                "{\"Case\":1,\"case\":2,\"CASE\":3}",
                "{\"text\":\"\\u0000 \\uD83D\\uDE00 \\\"\"}"
            })
    void foreignObjectsPassThroughUnchanged(String foreign) throws Exception {
        String json = "{\"sessionId\":\"s\",\"resolvedProfile\":{\"provider\":\"p\",\"providerConfig\":" + foreign
                + "},\"stageLifecycle\":" + foreign + "}";
        SessionDetail detail = Json.read(json, SessionDetail.class);
        // Compared as trees that keep every digit: an escape may be written another way.
        assertThat(Json.read(Json.line(detail), ObjectNode.class)).isEqualTo(Json.read(json, ObjectNode.class));
        ObjectNode tree = Json.mapper().valueToTree(detail);
        assertThat(Json.line(Json.convert(tree, SessionDetail.class))).isEqualTo(Json.line(detail));
        assertThat(Json.line(detail)).doesNotContain("Infinity");
        assertThat(Json.read(Json.line(detail), SessionDetail.class)).isEqualTo(detail);
    }

    @Test
    void digitsAreKept() throws Exception {
        String json = "{\"sessionId\":\"s\",\"stageLifecycle\":{\"a\":0.12345678901234567890123,\"b\":1E+400,"
                + "\"c\":123456789012345678901234567890}}";
        assertThat(Json.line(Json.read(json, SessionDetail.class))).isEqualTo(json);
    }

    @Test
    void aModelProfileHasItsRequiredMembers() throws Exception {
        String json = "{\"sessionId\":\"s\",\"modelProfile\":{\"id\":\"x\"}}";
        assertThat(Json.line(Json.read(json, SessionDetail.class)))
                .isEqualTo("{\"sessionId\":\"s\",\"modelProfile\":{\"id\":\"x\",\"providerId\":\"\",\"model\":\"\"}}");
    }

    @Test
    void theModelProfileWinsOverTheResolvedOne() throws Exception {
        SessionDetail resolved = Json.read(
                "{\"sessionId\":\"s\",\"resolvedProfile\":{\"runner\":\"r\",\"model\":\"m1\"}}", SessionDetail.class);
        assertThat(resolved.namedRuntime()).isEqualTo("r");
        assertThat(resolved.namedModel()).isEqualTo("m1");
        SessionDetail both = Json.read(
                "{\"sessionId\":\"s\",\"resolvedProfile\":{\"runner\":\"r\",\"model\":\"m1\"},"
                        + "\"modelProfile\":{\"id\":\"x\",\"providerId\":\"p\",\"model\":\"m2\"}}",
                SessionDetail.class);
        assertThat(both.namedRuntime()).isEqualTo("p");
        assertThat(both.namedModel()).isEqualTo("m2");
    }

    @Test
    void aCredentialIsNotPrinted() throws Exception {
        SessionDetail detail = Json.read("{\"sessionId\":\"s\",\"authToken\":\"secret\"}", SessionDetail.class);
        assertThat(detail.toString()).doesNotContain("secret");
    }
}
