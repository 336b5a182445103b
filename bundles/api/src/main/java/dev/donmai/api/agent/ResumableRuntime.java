package dev.donmai.api.agent;

import org.osgi.annotation.versioning.ConsumerType;

/** A runtime that can go on with a finished or broken session ({@link AgentCapabilities#sessionResume}). */
@ConsumerType
public interface ResumableRuntime extends AgentRuntime {

    /**
     * Goes on with an earlier session; otherwise like {@link AgentRuntime#start}.
     *
     * @param sessionId what {@link AgentSession#sessionId} of the earlier session said
     * @throws AgentException when the session could not be resumed, {@code agent: session id not found} when the id is
     *     empty or unknown; nothing is left running then
     */
    AgentSession resume(String sessionId, AgentSpec spec, AgentContext context) throws AgentException;
}
