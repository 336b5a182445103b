package dev.donmai.providers.fakes.faults;

import dev.donmai.api.agent.AgentContext;
import dev.donmai.api.agent.AgentException;
import dev.donmai.api.agent.AgentSession;
import dev.donmai.api.agent.AgentSpec;
import dev.donmai.api.agent.InjectableSession;
import dev.donmai.api.agent.ResumableRuntime;

/** A runtime as it is, but for what a fault overrides. */
public abstract class FaultyRuntime implements ResumableRuntime {

    private final ResumableRuntime sound;

    FaultyRuntime(ResumableRuntime sound) {
        this.sound = sound;
    }

    /** What the runtime takes for the worker. */
    AgentContext context(AgentSpec spec, AgentContext worker) {
        return worker;
    }

    /** What the worker gets. */
    AgentSession session(InjectableSession session, AgentContext worker) {
        return session;
    }

    @Override
    public String id() {
        return sound.id();
    }

    @Override
    public AgentSession start(AgentSpec spec, AgentContext worker) throws AgentException {
        AgentContext other = context(spec, worker);
        return session((InjectableSession) sound.start(spec, other), other);
    }

    @Override
    public AgentSession resume(String sessionId, AgentSpec spec, AgentContext worker) throws AgentException {
        AgentContext other = context(spec, worker);
        return session((InjectableSession) sound.resume(sessionId, spec, other), other);
    }
}
