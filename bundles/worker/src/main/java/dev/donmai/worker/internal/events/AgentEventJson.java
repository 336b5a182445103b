package dev.donmai.worker.internal.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.api.agent.AgentEvent;
import dev.donmai.files.Redactor;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** An agent's events in the words of {@code additions.md} §1, with the fields of {@code sessions.md} §2.12. */
public final class AgentEventJson {

    private static final Pattern KIND = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,63}");

    private final Redactor redactor;

    /** @param redactor takes what must not be kept out of every text */
    public AgentEventJson(Redactor redactor) {
        this.redactor = redactor;
    }

    /** The kind an event is kept under. */
    public static String kind(AgentEvent event) {
        return switch (event) {
            case AgentEvent.Init init -> "agent.init";
            case AgentEvent.Notice notice -> "agent.system";
            case AgentEvent.Text text -> "agent.text";
            case AgentEvent.Thinking thinking -> "agent.thinking";
            case AgentEvent.ToolUse use -> "agent.tool-use";
            case AgentEvent.ToolProgress progress -> "agent.tool-progress";
            case AgentEvent.ToolResult result -> "agent.tool-result";
            case AgentEvent.Usage usage -> "agent.usage";
            case AgentEvent.Output output -> "output";
            case AgentEvent.Failure failure -> "agent.error";
            case AgentEvent.Result result -> "agent.result";
            case AgentEvent.Other other -> otherKind(other.kind());
        };
    }

    /** The fields of an event, redacted and cut. */
    public ObjectNode fields(AgentEvent event) {
        EventFields fields = new EventFields(redactor);
        switch (event) {
            case AgentEvent.Init init -> fields.text("sessionId", init.sessionId());
            case AgentEvent.Notice notice ->
                fields.text("subtype", notice.subtype()).text("message", notice.message());
            case AgentEvent.Text text -> fields.text("text", text.text());
            case AgentEvent.Thinking thinking -> fields.text("text", thinking.text());
            case AgentEvent.ToolUse use ->
                fields.text("toolName", use.toolName())
                        .text("toolUseId", use.toolUseId())
                        .value("input", use.input())
                        .text("toolCategory", use.toolCategory());
            case AgentEvent.ToolProgress progress ->
                fields.text("toolName", progress.toolName())
                        .number("elapsedSeconds", progress.elapsed().toMillis() / 1000.0);
            case AgentEvent.ToolResult result ->
                fields.text("toolName", result.toolName())
                        .text("toolUseId", result.toolUseId())
                        .text("content", result.content())
                        .flag("isError", result.isError());
            case AgentEvent.Usage usage ->
                fields.number("inputTokens", usage.cost().inputTokens())
                        .number("outputTokens", usage.cost().outputTokens())
                        .number("cost", usage.cost().totalCostUsd());
            case AgentEvent.Output output ->
                fields.text("stream", output.stream().name().toLowerCase(Locale.ROOT))
                        .line("text", output.text(), output.truncated());
            case AgentEvent.Failure failure ->
                fields.text("message", failure.message()).text("code", failure.code());
            case AgentEvent.Result result -> {
                fields.flag("success", result.success()).text("message", result.message());
                if (!result.errors().isEmpty()) {
                    fields.value("errors", result.errors());
                }
                fields.text("errorSubtype", result.errorSubtype());
                if (!result.cost().equals(AgentEvent.Cost.NONE)) {
                    fields.value("cost", cost(result.cost()));
                }
            }
            case AgentEvent.Other other -> fields.values(other.fields());
        }
        return fields.done();
    }

    /** A cost with the names of the wire, zeros left out. */
    public static Map<String, Object> cost(AgentEvent.Cost cost) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("inputTokens", cost.inputTokens());
        members.put("outputTokens", cost.outputTokens());
        members.put("cachedInputTokens", cost.cachedInputTokens());
        members.put("totalCostUsd", cost.totalCostUsd());
        members.put("numTurns", cost.numTurns());
        members.values().removeIf(value -> ((Number) value).doubleValue() == 0);
        return members;
    }

    /** Whatever a runtime calls its event, it can't pass for one of the daemon's. */
    private static String otherKind(String kind) {
        String plain = kind.startsWith("agent.") ? kind.substring("agent.".length()) : kind;
        return "agent." + (KIND.matcher(plain).matches() ? plain : "other");
    }
}
