package dev.donmai.providers.fakes.faults;

import dev.donmai.api.agent.AgentCommand;
import dev.donmai.api.agent.AgentContext;
import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The worker as it is, but for what a fault overrides. */
class OtherContext implements AgentContext {

    final AgentContext worker;

    OtherContext(AgentContext worker) {
        this.worker = worker;
    }

    @Override
    public AgentProcess launch(AgentCommand command) throws IOException {
        return worker.launch(command);
    }

    @Override
    public void emit(AgentEvent event) {
        worker.emit(event);
    }

    @Override
    public Map<String, Object> settings() {
        return worker.settings();
    }

    @Override
    public Path scratchDirectory() {
        return worker.scratchDirectory();
    }
}
