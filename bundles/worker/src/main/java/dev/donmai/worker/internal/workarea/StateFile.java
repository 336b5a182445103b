package dev.donmai.worker.internal.workarea;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.api.agent.AgentEvent;
import dev.donmai.files.AtomicFile;
import dev.donmai.model.Json;
import dev.donmai.worker.internal.agent.AgentEventListener;
import dev.donmai.worker.internal.assignment.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code .agent/state.json}: how far a session has come ({@code sessions.md} §2.12), for whoever finds its tree. What can't be
 * written costs a warning and not the session. Thread-safe.
 */
public final class StateFile implements AgentEventListener {

    private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);

    private final Work work;
    private final InstantSource clock;
    private final ObjectNode state = Json.object();

    public StateFile(Work work, InstantSource clock) {
        this.work = work;
        this.clock = clock;
    }

    /** The agent is about to be started. */
    public synchronized void begin() {
        long attempts = attempts() + 1;
        state.put("issueId", work.detail().issueId())
                .put("issueIdentifier", work.detail().issueIdentifier())
                .put("sessionId", work.sessionId());
        put("providerName", work.runtime().id());
        put("workType", work.detail().workType());
        put("workerId", work.detail().workerId());
        state.put("attemptCount", attempts).put("startedAt", clock.instant().toEpochMilli());
        step("spawning");
    }

    /** The agent has said who it is. */
    @Override
    public synchronized void on(AgentEvent event) {
        if (event instanceof AgentEvent.Init init && !state.has("providerSessionId")) {
            put("providerSessionId", init.sessionId());
            step("streaming");
        }
    }

    /** The run is over, however it went. */
    public synchronized void complete() {
        step("completed");
    }

    private void step(String step) {
        state.put("currentStep", step).put("lastUpdatedAt", clock.instant().toEpochMilli());
        try {
            AtomicFile.write(file(), Json.pretty(state));
        } catch (IOException e) {
            LOG.warn("the state of the session is not written: {}", e.toString());
        }
    }

    /** How many runs there were in this tree before. */
    private long attempts() {
        try {
            Path file = file();
            return Files.exists(file)
                    ? Json.read(file, JsonNode.class).path("attemptCount").asLong(0)
                    : 0;
        } catch (IOException e) {
            // It will be replaced.
            return 0;
        }
    }

    private Path file() throws IOException {
        return AgentFolder.file(work.worktree(), "state.json");
    }

    private void put(String name, String value) {
        if (!value.isEmpty()) {
            state.put(name, value);
        }
    }
}
