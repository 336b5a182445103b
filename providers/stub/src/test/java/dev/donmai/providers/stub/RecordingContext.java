package dev.donmai.providers.stub;

import dev.donmai.api.agent.AgentCommand;
import dev.donmai.api.agent.AgentContext;
import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A worker that only keeps the events. */
final class RecordingContext implements AgentContext {

    final List<AgentEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public AgentProcess launch(AgentCommand command) {
        throw new AssertionError("the stub starts no program");
    }

    @Override
    public void emit(AgentEvent event) {
        events.add(event);
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of();
    }

    @Override
    public Path scratchDirectory() {
        throw new AssertionError("the stub writes no file");
    }
}
