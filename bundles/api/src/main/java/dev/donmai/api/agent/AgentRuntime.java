package dev.donmai.api.agent;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Runs an agent in the worker process of one session. Named in {@code META-INF/services/dev.donmai.api.agent.AgentRuntime}
 * of the provider's JAR; one instance serves one session.
 *
 * <p>Optional abilities are separate interfaces, {@link ResumableRuntime} here and {@link InjectableSession} on the session
 * it returns; they must agree with the capability record.
 *
 * <p>A runtime never starts a process by itself: it asks {@link AgentContext#launch}, so that the sandbox and the limits
 * of the session apply.
 */
@ConsumerType
public interface AgentRuntime {

    /** The provider id this runtime belongs to. */
    String id();

    /**
     * Starts the agent and returns as soon as it runs. Events go to {@link AgentContext#emit} from then on.
     *
     * @throws AgentException when the agent could not be started; nothing is left running then
     */
    AgentSession start(AgentSpec spec, AgentContext context) throws AgentException;
}
