package dev.donmai.worker.shell;

import dev.donmai.api.agent.AgentCommand;
import dev.donmai.api.agent.AgentContext;
import dev.donmai.api.agent.AgentException;
import dev.donmai.api.agent.AgentProcess;
import dev.donmai.api.agent.AgentRuntime;
import dev.donmai.api.agent.AgentSession;
import dev.donmai.api.agent.AgentSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Runs the setting {@code script}, of the operator or of the session, with the prompt on standard input. */
public final class ShellRuntime implements AgentRuntime {

    @Override
    public String id() {
        return "shell";
    }

    @Override
    public AgentSession start(AgentSpec spec, AgentContext context) throws AgentException {
        Object script =
                context.settings().getOrDefault("script", spec.providerConfig().getOrDefault("script", "exit 1"));
        try {
            AgentProcess process = context.launch(new AgentCommand(
                    List.of("sh", "-c", String.valueOf(script)),
                    Map.of("SCRATCH", context.scratchDirectory().toString()),
                    spec.prompt()));
            ShellSession session = new ShellSession(process, context);
            session.begin();
            return session;
        } catch (IOException e) {
            throw new AgentException(AgentException.SPAWN_FAILED + ": " + e.getMessage(), e);
        }
    }
}
