package dev.donmai.api.agent;

import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** One running agent. All methods may be called from any thread at any time, also after the end. */
@ConsumerType
public interface AgentSession {

    /** The runtime's own session id; empty until the {@code Init} event, stable afterwards. */
    Optional<String> sessionId();

    /**
     * Waits for the end: no event follows once this has returned true.
     *
     * @return false when the time was up first
     */
    boolean awaitEnd(Duration timeout) throws InterruptedException;

    /**
     * Ends the agent, gracefully first, by force after five seconds. Idempotent. When it returns, the agent's processes
     * are gone and its temporary files removed.
     */
    void stop();
}
