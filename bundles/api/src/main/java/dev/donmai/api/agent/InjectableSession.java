package dev.donmai.api.agent;

import org.osgi.annotation.versioning.ConsumerType;

/** A session that takes text while it runs ({@link AgentCapabilities#messageInjection}). */
@ConsumerType
public interface InjectableSession extends AgentSession {

    /**
     * Sends text into the running or just finished turn. Never waits for the consumer of events.
     *
     * @throws AgentException when this session does not take it
     */
    void inject(String text) throws AgentException;
}
