package dev.donmai.providers.command;

import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentEvent.Cost;
import dev.donmai.api.agent.AgentEvent.Failure;
import dev.donmai.api.agent.AgentEvent.Notice;
import dev.donmai.api.agent.AgentEvent.Other;
import dev.donmai.api.agent.AgentEvent.Output;
import dev.donmai.api.agent.AgentEvent.Result;
import dev.donmai.api.agent.AgentEvent.Text;
import dev.donmai.api.agent.AgentEvent.Thinking;
import dev.donmai.api.agent.AgentEvent.ToolProgress;
import dev.donmai.api.agent.AgentEvent.ToolResult;
import dev.donmai.api.agent.AgentEvent.ToolUse;
import dev.donmai.api.agent.AgentEvent.Usage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One line of the event schema as an event. Members that are missing or of another type count as not given.
 *
 * <p>Kinds that only the daemon and the worker may write ({@code session.ended} and the like) are not taken from a
 * program, nor are {@code id}, {@code at} and {@code session}.
 */
final class EventLine {

    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z0-9-]+)*");
    private static final Pattern RESERVED =
            Pattern.compile("(session|workarea|kit|provider|daemon|update)\\..*|limit|denied|resync");
    private static final Set<String> ENVELOPE = Set.of("kind", "id", "at", "session");

    private EventLine() {}

    /** The event; empty when the line is no event. */
    static Optional<AgentEvent> parse(String line) {
        if (!line.stripLeading().startsWith("{")) {
            return Optional.empty();
        }
        return JsonObjects.parse(line).flatMap(object -> event(new Fields(object)));
    }

    private static Optional<AgentEvent> event(Fields fields) {
        String kind = fields.text("kind");
        if (!KIND.matcher(kind).matches() || RESERVED.matcher(kind).matches()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (kind) {
                    // The session has its Init already; the program's own id is worth keeping.
                    case "agent.init" -> new Notice("init", fields.text("sessionId"));
                    case "agent.system" -> new Notice(fields.text("subtype"), fields.text("message"));
                    case "agent.text" -> new Text(fields.text("text"));
                    case "agent.thinking" -> new Thinking(fields.text("text"));
                    case "agent.tool-use" ->
                        new ToolUse(
                                fields.text("toolName"),
                                fields.text("toolUseId"),
                                fields.object("input"),
                                fields.text("toolCategory"));
                    case "agent.tool-progress" ->
                        new ToolProgress(
                                fields.text("toolName"),
                                Duration.ofMillis(Math.round(fields.number("elapsedSeconds") * 1000)));
                    case "agent.tool-result" ->
                        new ToolResult(
                                fields.text("toolName"),
                                fields.text("toolUseId"),
                                fields.text("content"),
                                fields.flag("isError"));
                    case "agent.usage" -> new Usage(usage(fields));
                    case "agent.error" -> new Failure(fields.text("code"), fields.text("message"));
                    case "agent.result" -> result(fields);
                    case "output" ->
                        new Output(
                                fields.text("stream").equals("stderr") ? Output.Stream.STDERR : Output.Stream.STDOUT,
                                fields.text("text"),
                                fields.flag("truncated"));
                    default -> new Other(kind, rest(fields));
                });
    }

    /** Without {@code success}, a result that names an error has failed. */
    private static Result result(Fields fields) {
        boolean said = fields.has("success");
        boolean success = said
                ? fields.flag("success")
                : fields.texts("errors").isEmpty()
                        && fields.text("errorSubtype").isEmpty();
        return new Result(
                success,
                fields.text("message"),
                fields.texts("errors"),
                fields.text("errorSubtype").toLowerCase(Locale.ROOT),
                cost(new Fields(fields.object("cost"))));
    }

    /** {@code cost} is US dollars here, or the object of the result event. */
    private static Cost usage(Fields fields) {
        if (!fields.object("cost").isEmpty()) {
            return cost(new Fields(fields.object("cost")));
        }
        Cost tokens = cost(fields);
        return new Cost(
                tokens.inputTokens(),
                tokens.outputTokens(),
                tokens.cachedInputTokens(),
                fields.number("cost"),
                tokens.numTurns());
    }

    private static Cost cost(Fields fields) {
        return new Cost(
                fields.count("inputTokens"),
                fields.count("outputTokens"),
                fields.count("cachedInputTokens"),
                fields.number("totalCostUsd"),
                Math.clamp(fields.count("numTurns"), 0, Integer.MAX_VALUE));
    }

    private static Map<String, Object> rest(Fields fields) {
        Map<String, Object> rest = new LinkedHashMap<>(fields.all());
        rest.keySet().removeAll(ENVELOPE);
        return rest;
    }
}
