package dev.donmai.worker.internal.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.api.agent.AgentEvent;
import dev.donmai.files.Redactor;
import dev.donmai.model.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentEventJsonTest {

    private final AgentEventJson json = new AgentEventJson(Redactor.of(List.of("hunter2-hunter2")));

    private String line(AgentEvent event) {
        return AgentEventJson.kind(event) + " " + Json.line(json.fields(event)).replace('"', '\'');
    }

    @Test
    void everyEventHasItsKindAndFields() {
        assertThat(line(new AgentEvent.Init("p-1"))).isEqualTo("agent.init {'sessionId':'p-1'}");
        assertThat(line(new AgentEvent.Notice("starting", ""))).isEqualTo("agent.system {'subtype':'starting'}");
        assertThat(line(new AgentEvent.Text("hi"))).isEqualTo("agent.text {'text':'hi'}");
        assertThat(line(new AgentEvent.Thinking("hm"))).isEqualTo("agent.thinking {'text':'hm'}");
        assertThat(line(new AgentEvent.ToolUse("Bash", "tu-1", Map.of("cmd", "ls"), "")))
                .isEqualTo("agent.tool-use {'toolName':'Bash','toolUseId':'tu-1','input':{'cmd':'ls'}}");
        assertThat(line(new AgentEvent.ToolProgress("Bash", Duration.ofMillis(1500))))
                .isEqualTo("agent.tool-progress {'toolName':'Bash','elapsedSeconds':1.5}");
        assertThat(line(new AgentEvent.ToolResult("Bash", "tu-1", "clean", false)))
                .isEqualTo(
                        "agent.tool-result {'toolName':'Bash','toolUseId':'tu-1','content':'clean','isError':false}");
        assertThat(line(new AgentEvent.Usage(new AgentEvent.Cost(1, 2, 0, 0.5, 0))))
                .isEqualTo("agent.usage {'inputTokens':1,'outputTokens':2,'cost':0.5}");
        assertThat(line(new AgentEvent.Output(AgentEvent.Output.Stream.STDERR, "", false)))
                .isEqualTo("output {'stream':'stderr','text':''}");
        assertThat(line(new AgentEvent.Failure("c", "m"))).isEqualTo("agent.error {'message':'m','code':'c'}");
        assertThat(line(new AgentEvent.Result(false, "", List.of("a", "b"), "stopped", AgentEvent.Cost.NONE)))
                .isEqualTo("agent.result {'success':false,'errors':['a','b'],'errorSubtype':'stopped'}");
    }

    @Test
    void anUnknownKindCannotPassForOneOfTheDaemons() {
        assertThat(AgentEventJson.kind(new AgentEvent.Other("plan", Map.of()))).isEqualTo("agent.plan");
        assertThat(AgentEventJson.kind(new AgentEvent.Other("agent.plan", Map.of())))
                .isEqualTo("agent.plan");
        assertThat(AgentEventJson.kind(new AgentEvent.Other("session.ended", Map.of())))
                .isEqualTo("agent.session.ended");
        assertThat(AgentEventJson.kind(new AgentEvent.Other("a b\n", Map.of()))).isEqualTo("agent.other");
    }

    @Test
    void secretsAreTakenOutWhereverTheyAre() {
        Map<String, Object> input = Map.of("hunter2-hunter2", List.of(Map.of("x", "-hunter2-hunter2-")));
        assertThat(line(new AgentEvent.ToolUse("Bash", "", input, "")))
                .doesNotContain("hunter2")
                .contains("-[redacted]-");
        assertThat(line(new AgentEvent.Output(AgentEvent.Output.Stream.STDOUT, "key hunter2-hunt", true)))
                .contains("[redacted]")
                .doesNotContain("hunter2-hunt");
    }

    @Test
    void longTextsAreCutBetweenCharactersAndMarked() {
        JsonNode fields = json.fields(new AgentEvent.Text("é".repeat(EventFields.MOST_BYTES)));
        assertThat(fields.path("text").asText()).isEqualTo("é".repeat(EventFields.MOST_BYTES / 2));
        assertThat(fields.path("truncated").asBoolean()).isTrue();
        JsonNode whole = json.fields(new AgentEvent.Text("é".repeat(EventFields.MOST_BYTES / 2)));
        assertThat(whole.has("truncated")).isFalse();
    }

    @Test
    void aHugeOrDeepInputIsBounded() {
        List<Object> deep = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            deep = new ArrayList<>(List.of(deep));
        }
        Map<String, Object> input = new HashMap<>();
        input.put("deep", deep);
        input.put("wide", Collections.nCopies(1_000_000, Map.of()));
        JsonNode fields = json.fields(new AgentEvent.ToolUse("T", "", input, ""));
        assertThat(fields.path("truncated").asBoolean()).isTrue();
        assertThat(Json.line(fields)).hasSizeLessThan(2 * EventFields.MOST_BYTES);
    }
}
