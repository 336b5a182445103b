package dev.donmai.api.agent;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Something an agent did. Values in maps are plain JSON values (String, Number, Boolean, List, Map). Empty strings mean
 * "not known".
 */
public sealed interface AgentEvent {

    /** The agent has started; exactly one, first. */
    record Init(String sessionId) implements AgentEvent {}

    /** A remark of the runtime about itself. */
    record Notice(String subtype, String message) implements AgentEvent {}

    /** What the agent says. */
    record Text(String text) implements AgentEvent {}

    /** What the agent thinks aloud. */
    record Thinking(String text) implements AgentEvent {}

    /** A tool call begins. */
    record ToolUse(String toolName, String toolUseId, Map<String, Object> input, String toolCategory)
            implements AgentEvent {
        public ToolUse {
            input = Json.copy(input);
        }
    }

    /** A tool call goes on. */
    record ToolProgress(String toolName, Duration elapsed) implements AgentEvent {}

    /** A tool call has ended. */
    record ToolResult(String toolName, String toolUseId, String content, boolean isError) implements AgentEvent {}

    /** What has been used so far. */
    record Usage(Cost cost) implements AgentEvent {}

    /** One line that the program printed and that is no event of its own, without its line end. */
    record Output(Stream stream, String text, boolean truncated) implements AgentEvent {

        /** Where the line came from. */
        public enum Stream {
            STDOUT,
            STDERR
        }
    }

    /** Something went wrong; terminal only when the session ends after it. */
    record Failure(String code, String message) implements AgentEvent {}

    /**
     * How it ended; exactly one, last. {@code errorSubtype} is empty on success, {@code stopped} after
     * {@link AgentSession#stop}.
     */
    record Result(boolean success, String message, List<String> errors, String errorSubtype, Cost cost)
            implements AgentEvent {
        public Result {
            errors = List.copyOf(errors);
        }
    }

    /** A kind that a later version of a runtime knows. */
    record Other(String kind, Map<String, Object> fields) implements AgentEvent {
        public Other {
            fields = Json.copy(fields);
        }
    }

    /** Tokens, US dollars and turns; zero means not known. */
    record Cost(long inputTokens, long outputTokens, long cachedInputTokens, double totalCostUsd, int numTurns) {

        /** Nothing known. */
        public static final Cost NONE = new Cost(0, 0, 0, 0, 0);
    }
}
