package dev.donmai.worker.internal.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.api.agent.AgentEvent;
import dev.donmai.files.Redactor;
import dev.donmai.worker.internal.events.AgentEventJson;
import dev.donmai.worker.standin.StandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ActivityStreamTest {

    private StandIn standIn;
    private Link link;

    @BeforeEach
    void start() throws Exception {
        standIn = new StandIn();
        link = new Link(standIn);
    }

    @AfterEach
    void stop() {
        link.close();
        standIn.close();
    }

    private ActivityStream stream() {
        Instant now = Instant.parse("2026-05-20T09:15:04.5Z");
        return new ActivityStream(
                link.platform(), "claude", new AgentEventJson(Redactor.of(List.of("swordfish"))), () -> now);
    }

    private List<JsonNode> activities() {
        return standIn.calls("activity").stream()
                .map(call -> call.body().path("activity"))
                .toList();
    }

    /** The activity of one event. */
    private JsonNode activity(AgentEvent event) {
        try (ActivityStream stream = stream()) {
            stream.on(event);
        }
        return activities().getLast();
    }

    private static AgentEvent use(String tool, Map<String, Object> input) {
        return new AgentEvent.ToolUse(tool, "tu-1", input, "");
    }

    @Test
    void eachEventIsOneCallInOrder() {
        try (ActivityStream stream = stream()) {
            stream.on(new AgentEvent.Init("x"));
            stream.on(new AgentEvent.Text("  "));
            IntStream.range(0, 50).forEach(i -> stream.on(new AgentEvent.Text(" word " + i + "\n")));
        }
        assertThat(activities()).hasSize(50);
        assertThat(activities().get(7))
                .hasToString("{\"type\":\"thought\",\"timestamp\":\"2026-05-20T09:15:04.5Z\","
                        + "\"providerName\":\"claude\",\"content\":\"word 7\"}");
        assertThat(standIn.calls("activity").getFirst().body().path("workerId").asText())
                .isEqualTo("w-1");
    }

    @Test
    void aToolCallHasItsSummaryAndItsDuration() {
        try (ActivityStream stream = stream()) {
            stream.on(new AgentEvent.ToolUse("Bash", "tu-1", Map.of("command", "git  status\n -s"), "code"));
            stream.on(new AgentEvent.ToolResult("Bash", "tu-1", "clean", true));
        }
        JsonNode use = activities().getFirst();
        assertThat(use.path("type").asText()).isEqualTo("action");
        assertThat(use.path("content").asText()).isEqualTo("Bash: git status -s");
        assertThat(use.path("toolInput")).hasToString("{\"command\":\"git  status\\n -s\"}");
        assertThat(use.path("toolCategory").asText()).isEqualTo("code");
        JsonNode result = activities().get(1);
        assertThat(result.path("content").asText()).isEqualTo("Bash result (error)");
        assertThat(result.path("toolOutput").asText()).isEqualTo("clean");
        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(result.path("durationMs").isIntegralNumber()).isTrue();
    }

    @Test
    void theSummaryNamesWhatMatters() {
        assertThat(activity(use("Edit", Map.of("file_path", "a/b", "new_string", "x")))
                        .path("content")
                        .asText())
                .isEqualTo("Edit: a/b");
        assertThat(activity(use("Grep", Map.of("pattern", "x.*")))
                        .path("content")
                        .asText())
                .isEqualTo("Grep: x.*");
        assertThat(activity(use("Task", Map.of("prompt", "look")))
                        .path("content")
                        .asText())
                .isEqualTo("Task: look");
        assertThat(activity(use("Other", Map.of("command", "x")))
                        .path("content")
                        .asText())
                .isEqualTo("Other");
    }

    @Test
    void longTextsKeepBothEndsAndWholeCharacters() {
        String output = "😀".repeat(600) + " https://github.com/o/r/pull/7";
        String shown = activity(new AgentEvent.ToolResult("", "", output, false))
                .path("toolOutput")
                .asText();
        assertThat(shown.codePointCount(0, shown.length())).isEqualTo(500);
        assertThat(shown).startsWith("😀").contains("...").endsWith("https://github.com/o/r/pull/7");
        assertThat(activities().getLast().path("content").asText()).isEqualTo("tool result");
        String summary = activity(use("Bash", Map.of("command", "echo " + "é".repeat(300))))
                .path("content")
                .asText();
        assertThat(summary).hasSize(200).startsWith("Bash: echo é").endsWith("é");
    }

    @Test
    void secretsOfInputsDoNotLeaveTheMachine() {
        JsonNode input = activity(use(
                        "Bash",
                        Map.of(
                                "command",
                                "curl -H 'Authorization: Bearer abcdefghijklmnop' https://u:p4ssw0rd@h/ "
                                        + "-d x=swordfish; export API_KEY=12345 ghp_0123456789abcdefghij",
                                "apiToken",
                                "anything",
                                "nested",
                                Map.of("list", List.of("sk-0123456789abcdefgh", "plain")))))
                .path("toolInput");
        assertThat(input.toString())
                .doesNotContain("swordfish", "abcdefghijklmnop", "p4ssw0rd", "12345", "0123456789", "anything")
                .contains("curl -H", "https://[redacted]@h/", "\"plain\"", "export API_KEY=[redacted]");
        assertThat(activities().getLast().path("content").asText()).doesNotContain("swordfish", "12345");
    }

    private String typeAndContent(AgentEvent event) {
        JsonNode activity = activity(event);
        return activity.path("type").asText() + ": " + activity.path("content").asText();
    }

    @Test
    void theEndIsAResponseAndAnErrorAnError() {
        assertThat(typeAndContent(new AgentEvent.Result(true, "", List.of(), "", AgentEvent.Cost.NONE)))
                .isEqualTo("response: Session completed");
        assertThat(typeAndContent(new AgentEvent.Result(false, "", List.of("a", "b"), "", AgentEvent.Cost.NONE)))
                .isEqualTo("response: a; b");
        assertThat(typeAndContent(new AgentEvent.Failure("code", ""))).isEqualTo("error: code");
    }

    @Test
    void theFirstSuccessIsFollowedByOneRunning() {
        try (ActivityStream stream = stream()) {
            stream.on(new AgentEvent.Text("one"));
            await().until(() -> !standIn.calls("status").isEmpty());
            stream.on(new AgentEvent.Text("two"));
        }
        assertThat(standIn.calls("status"))
                .singleElement()
                .satisfies(
                        call -> assertThat(call.body()).hasToString("{\"status\":\"running\",\"workerId\":\"w-1\"}"));
    }

    @Test
    void whatFailsForAMomentIsTriedAgainAndWhatIsRefusedIsNot() {
        standIn.on("activity", 503, "").on("activity", 401, "").on("activity", 200, "{}");
        try (ActivityStream stream = stream()) {
            stream.on(new AgentEvent.Text("one"));
            await().until(() -> standIn.calls("activity").size() == 3);
            standIn.only("activity", 400, "");
            stream.on(new AgentEvent.Text("two"));
            await().until(() -> standIn.calls("activity").size() == 4);
            standIn.only("activity", 200, "{}");
            stream.on(new AgentEvent.Text("three"));
        }
        assertThat(activities().stream().map(a -> a.path("content").asText()))
                .containsExactly("one", "one", "one", "two", "three");
    }

    @Test
    void aDeadPlatformHoldsNobodyUpAndNothingIsSentAfterTheEnd() {
        standIn.on("activity", 503, "");
        ActivityStream stream = stream();
        for (int i = 0; i < 5_000; i++) {
            stream.on(new AgentEvent.Text("word " + i));
        }
        stream.close();
        standIn.only("activity", 200, "{}");
        int then = standIn.calls("activity").size();
        stream.on(new AgentEvent.Text("late"));
        await().during(Duration.ofMillis(300))
                .until(() -> standIn.calls("activity").size() == then);
        assertThat(standIn.calls("status")).isEmpty();
    }
}
