package ${package};

import dev.donmai.api.agent.AgentContext;
import dev.donmai.api.agent.AgentEvent.Notice;
import dev.donmai.api.agent.AgentException;
import dev.donmai.api.agent.AgentProcess;
import dev.donmai.api.agent.AgentSession;
import dev.donmai.api.agent.AgentSpec;
import dev.donmai.api.agent.ResumableRuntime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Starts the program with the prompt. Named in {@code META-INF/services}: a worker loads it and nothing else of this JAR. */
public final class ${name}Runtime implements ResumableRuntime {

    private static final String PREFIX = ${name}Provider.ID + "-";

    @Override
    public String id() {
        return ${name}Provider.ID;
    }

    @Override
    public AgentSession start(AgentSpec spec, AgentContext context) throws AgentException {
        return begin(PREFIX + UUID.randomUUID(), notHonoured(spec), spec, context);
    }

    @Override
    public AgentSession resume(String sessionId, AgentSpec spec, AgentContext context) throws AgentException {
        if (!sessionId.startsWith(PREFIX)) {
            throw new AgentException(AgentException.NO_SUCH_SESSION + ": \"" + sessionId + "\"");
        }
        List<Notice> notices = new ArrayList<>(notHonoured(spec));
        notices.addFirst(new Notice("resumed", ""));
        return begin(sessionId, notices, spec, context);
    }

    private static AgentSession begin(String id, List<Notice> notices, AgentSpec spec, AgentContext context)
            throws AgentException {
        Optional<String> fault = ${name}Program.fault(context.settings());
        if (fault.isPresent()) {
            throw new AgentException(AgentException.UNAVAILABLE + ": " + fault.get());
        }
        try {
            AgentProcess process = context.launch(${name}Program.command(context.settings(), spec.prompt()));
            ${name}Session session = new ${name}Session(id, notices, process, context);
            session.begin();
            return session;
        } catch (IOException e) {
            throw new AgentException(AgentException.SPAWN_FAILED + ": " + e.getMessage(), e);
        }
    }

    /** What the work asks for and the program knows nothing of: never ignored, always reported. */
    private static List<Notice> notHonoured(AgentSpec spec) {
        List<Notice> notices = new ArrayList<>();
        report(notices, "systemPromptAppend", !spec.systemPromptAppend().isEmpty());
        report(notices, "allowedTools", !spec.allowedTools().isEmpty());
        report(notices, "disallowedTools", !spec.disallowedTools().isEmpty());
        report(notices, "mcpServers", !spec.mcpServers().isEmpty());
        report(notices, "maxTurns", spec.maxTurns() > 0);
        report(notices, "model", !spec.model().isEmpty());
        report(notices, "effort", !spec.effort().isEmpty());
        return notices;
    }

    private static void report(List<Notice> notices, String field, boolean given) {
        if (given) {
            notices.add(new Notice("capability-mismatch", field + ": dropped, the program cannot be told"));
        }
    }
}
