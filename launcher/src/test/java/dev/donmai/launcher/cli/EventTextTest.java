package dev.donmai.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.model.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventTextTest {

    private static Optional<String> text(String kind, String fields) {
        return text(new Console(System.out, System.err, false, false), kind, fields);
    }

    private static Optional<String> text(Console console, String kind, String fields) {
        try {
            String event = "{\"id\":1,\"at\":\"2026-11-24T10:20:30.5Z\",\"session\":\"s\",\"kind\":\"" + kind + "\""
                    + (fields.isEmpty() ? "" : "," + fields) + "}";
            return new EventText(console).of(Json.read(event, JsonNode.class));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void showsTimeSubjectAndText() {
        assertThat(text("agent.text", "\"text\":\"I look around.\"")).contains("10:20:30  agent     I look around.");
    }

    @Test
    void alignsFurtherLines() {
        assertThat(text("output", "\"stream\":\"stderr\",\"text\":\"one\\ntwo\\n\""))
                .contains("10:20:30  stderr    one\n                    two");
    }

    @Test
    void saysHowASessionEnded() {
        assertThat(text("session.ended", "\"exit\":{\"state\":\"completed\",\"reason\":\"completed\",\"code\":0}"))
                .contains("10:20:30  ended     completed (exit code 0)");
        assertThat(text("session.ended", "\"exit\":{\"state\":\"terminated\",\"reason\":\"timeout\",\"signal\":9}"))
                .contains("10:20:30  ended     terminated (timeout, signal 9)");
    }

    @Test
    void showsWhatAToolWasGiven() {
        assertThat(text("agent.tool-use", "\"toolName\":\"Bash\",\"input\":{\"command\":\"git\\n status\"}"))
                .contains("10:20:30  tool      Bash: git status");
    }

    @Test
    void showsTheLastLineOfAResult() {
        assertThat(text("agent.result", "\"success\":true,\"message\":\"a\\nb\\n\""))
                .contains("10:20:30  agent     finished: b");
        assertThat(text("agent.result", "\"success\":false")).contains("10:20:30  agent     failed");
    }

    @Test
    void tellsThatEventsAreGone() {
        assertThat(text("resync", "\"oldest\":7")).contains("... events before 7 are gone");
    }

    @Test
    void saysNothingAboutUsage() {
        assertThat(text("agent.usage", "\"inputTokens\":7")).isEmpty();
    }

    @Test
    void showsKindsItDoesNotKnow() {
        assertThat(text("kit.applied", "")).contains("10:20:30  kit.applied");
    }

    @Test
    void cutsAnEndlessText() {
        assertThat(text("agent.text", "\"text\":\"" + "x".repeat(5000) + "\"").orElseThrow())
                .hasSizeLessThan(500)
                .endsWith(" ...");
    }

    @Test
    void coloursOnATerminal() {
        assertThat(text(new Console(System.out, System.err, false, true), "agent.text", "\"text\":\"hi\""))
                .hasValueSatisfying(
                        line -> assertThat(line).contains("\u001b[36magent").endsWith("hi"));
    }
}
