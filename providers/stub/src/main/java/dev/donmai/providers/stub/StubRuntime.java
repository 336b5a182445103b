package dev.donmai.providers.stub;

import dev.donmai.api.agent.AgentContext;
import dev.donmai.api.agent.AgentException;
import dev.donmai.api.agent.AgentSession;
import dev.donmai.api.agent.AgentSpec;
import dev.donmai.api.agent.ResumableRuntime;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Plays sessions; one thread each. */
public final class StubRuntime implements ResumableRuntime {

    @Override
    public String id() {
        return StubProvider.ID;
    }

    @Override
    public AgentSession start(AgentSpec spec, AgentContext context) {
        String id = "stub-session-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        return play(id, false, spec, context);
    }

    @Override
    public AgentSession resume(String sessionId, AgentSpec spec, AgentContext context) throws AgentException {
        if (sessionId.isEmpty()) {
            throw new AgentException(AgentException.NO_SUCH_SESSION);
        }
        return play(sessionId, true, spec, context);
    }

    private static AgentSession play(String id, boolean resumed, AgentSpec spec, AgentContext context) {
        StubSession session = new StubSession(id, resumed, StubSettings.of(spec), context::emit);
        session.begin();
        return session;
    }
}
