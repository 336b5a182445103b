package dev.donmai.worker.internal.agent;

import dev.donmai.api.agent.AgentEvent;

/** Somebody who wants to see every event of the agent, in order; called by one thread at a time. Does not block for long. */
@FunctionalInterface
public interface AgentEventListener {

    void on(AgentEvent event);
}
