package dev.donmai.worker.internal.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.api.agent.AgentEvent;
import dev.donmai.files.LineLog;
import dev.donmai.model.Json;
import dev.donmai.worker.internal.agent.AgentEventListener;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code .agent/events.jsonl}: the agent's events in the form of other makes of worker ({@code sessions.md} §2.12), for tools that
 * look into a tree. It knows eight kinds; other events are not in it. What can't be written costs a warning and not the session.
 * Used by one thread at a time.
 */
public final class Transcript implements AgentEventListener, Closeable {

    /** As much as the session's own event log keeps at least. */
    private static final long MOST_BYTES = EventLog.OUTPUT_BOUND;

    private static final Logger LOG = LoggerFactory.getLogger(Transcript.class);

    private final LineLog log;
    private final AgentEventJson json;
    private boolean ended;

    private Transcript(LineLog log, AgentEventJson json) {
        this.log = log;
        this.json = json;
    }

    /** Opens or makes it. */
    public static Transcript open(Path file, AgentEventJson json) throws IOException {
        return new Transcript(LineLog.open(file), json);
    }

    @Override
    public void on(AgentEvent event) {
        String kind = kind(event);
        if (kind.isEmpty() || ended) {
            return;
        }
        Map<String, Object> sorted = new TreeMap<>(Map.of("kind", kind));
        for (Map.Entry<String, JsonNode> field : json.fields(event).properties()) {
            sorted.put(field.getKey(), field.getValue());
        }
        try {
            ended = log.size() > MOST_BYTES;
            if (ended) {
                sorted.clear();
                sorted.putAll(Map.of("kind", "system", "message", "the file is full", "subtype", "limit"));
            }
            String line = Json.line(sorted);
            log.append(n -> line);
        } catch (IOException e) {
            ended = true;
            LOG.warn("the transcript of the agent ends here: {}", e.toString());
        }
    }

    private static String kind(AgentEvent event) {
        return switch (event) {
            case AgentEvent.Init _ -> "init";
            case AgentEvent.Notice _ -> "system";
            case AgentEvent.Text _ -> "assistant_text";
            case AgentEvent.ToolUse _ -> "tool_use";
            case AgentEvent.ToolResult _ -> "tool_result";
            case AgentEvent.ToolProgress _ -> "tool_progress";
            case AgentEvent.Result _ -> "result";
            case AgentEvent.Failure _ -> "error";
            case AgentEvent.Thinking _, AgentEvent.Usage _, AgentEvent.Output _, AgentEvent.Other _ -> "";
        };
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
