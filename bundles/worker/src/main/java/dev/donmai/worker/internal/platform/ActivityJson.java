package dev.donmai.worker.internal.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.api.agent.AgentEvent;
import dev.donmai.model.Json;
import dev.donmai.model.Timestamps;
import dev.donmai.worker.internal.events.AgentEventJson;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An agent's events as the platform wants to see them ({@code sessions.md} §2.11). Used by one thread at a time. */
final class ActivityJson {

    private static final int SUMMARY = 200;
    private static final int OUTPUT = 500;
    private static final int MOST_OPEN_CALLS = 1024;

    private final String provider;
    private final AgentEventJson json;
    private final SecretShapes shapes = new SecretShapes();
    private final InstantSource clock;

    /** When tool calls that have not ended began, the oldest first. */
    private final Map<String, Long> calls = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_OPEN_CALLS;
        }
    };

    /** @param json redacts */
    ActivityJson(String provider, AgentEventJson json, InstantSource clock) {
        this.provider = provider;
        this.json = json;
        this.clock = clock;
    }

    /** The activity of an event; empty for those that are not shown. */
    Optional<ObjectNode> of(AgentEvent event) {
        return switch (event) {
            case AgentEvent.Text text -> thought(text);
            case AgentEvent.ToolUse use -> Optional.of(action(use));
            case AgentEvent.ToolResult result -> Optional.of(action(result));
            case AgentEvent.Result result ->
                Optional.of(activity("response").put("content", field(result, "message", ending(result))));
            case AgentEvent.Failure failure ->
                Optional.of(activity("error")
                        .put("content", field(failure, "message", field(failure, "code", "agent error"))));
            case AgentEvent.Init _,
                    AgentEvent.Notice _,
                    AgentEvent.Thinking _,
                    AgentEvent.ToolProgress _,
                    AgentEvent.Usage _,
                    AgentEvent.Output _,
                    AgentEvent.Other _ -> Optional.empty();
        };
    }

    private Optional<ObjectNode> thought(AgentEvent.Text text) {
        String content = field(text, "text", "").strip();
        return content.isEmpty()
                ? Optional.empty()
                : Optional.of(activity("thought").put("content", content));
    }

    private ObjectNode action(AgentEvent.ToolUse use) {
        JsonNode input = shapes.masked(json.fields(use).path("input"));
        if (!use.toolUseId().isEmpty()) {
            calls.put(use.toolUseId(), System.nanoTime());
        }
        ObjectNode action = activity("action").put("content", Shortened.of(summary(use.toolName(), input), SUMMARY));
        put(action, "toolName", use.toolName());
        action.set("toolInput", input);
        put(action, "toolUseId", use.toolUseId());
        put(action, "toolCategory", use.toolCategory());
        return action;
    }

    private ObjectNode action(AgentEvent.ToolResult result) {
        String tool = result.toolName().isEmpty() ? "tool" : result.toolName();
        ObjectNode action =
                activity("action").put("content", tool + (result.isError() ? " result (error)" : " result"));
        put(action, "toolName", result.toolName());
        put(action, "toolUseId", result.toolUseId());
        if (result.isError()) {
            action.put("isError", true);
        }
        Long began = calls.remove(result.toolUseId());
        if (began != null) {
            action.put("durationMs", Duration.ofNanos(System.nanoTime() - began).toMillis());
        }
        put(action, "toolOutput", Shortened.of(shapes.masked(field(result, "content", "")), OUTPUT));
        return action;
    }

    private static String summary(String tool, JsonNode input) {
        String argument = switch (tool) {
            case "Bash" -> input.path("command").asText("");
            case "Read", "Edit", "Write", "NotebookEdit" ->
                input.path("file_path").asText("");
            case "Grep", "Glob" -> input.path("pattern").asText("");
            case "Agent", "Task" -> {
                String description = input.path("description").asText("");
                yield description.isBlank() ? input.path("prompt").asText("") : description;
            }
            default -> "";
        };
        String line = argument.strip().replaceAll("\\s+", " ");
        return line.isEmpty() ? tool : tool + ": " + line;
    }

    private String ending(AgentEvent.Result result) {
        if (result.success()) {
            return "Session completed";
        }
        JsonNode errors = json.fields(result).path("errors");
        StringBuilder joined = new StringBuilder();
        errors.forEach(error -> joined.append(joined.isEmpty() ? "" : "; ").append(error.asText()));
        return joined.isEmpty() ? "Session ended" : joined.toString();
    }

    /** A field of the event, redacted and cut. */
    private String field(AgentEvent event, String name, String otherwise) {
        String text = json.fields(event).path(name).asText("");
        return text.isBlank() ? otherwise : text;
    }

    private ObjectNode activity(String type) {
        return Json.object()
                .put("type", type)
                .put("timestamp", Timestamps.t9(clock.instant()))
                .put("providerName", provider);
    }

    private static void put(ObjectNode object, String name, String value) {
        if (!value.isEmpty()) {
            object.put(name, value);
        }
    }
}
