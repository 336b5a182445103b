package dev.donmai.worker.internal.agent;

import dev.donmai.api.agent.AgentException;
import dev.donmai.api.agent.AgentRuntime;
import dev.donmai.api.agent.AgentSession;
import dev.donmai.api.agent.AgentSpec;
import dev.donmai.api.agent.ResumableRuntime;
import dev.donmai.worker.internal.Bounded;
import dev.donmai.worker.internal.Cancellation;
import dev.donmai.worker.internal.FailureMode;
import dev.donmai.worker.internal.SessionFailure;
import dev.donmai.worker.internal.provider.LoadedProvider;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the agent, anew or where an earlier session of it stopped. Used by one thread. */
final class AgentStart {

    /** A runtime returns from its start as soon as the agent runs; a server of a runtime may need its time. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(AgentStart.class);

    private final LoadedProvider<AgentRuntime> runtime;
    private final SessionContext context;
    private final Cancellation cancellation;

    AgentStart(LoadedProvider<AgentRuntime> runtime, SessionContext context, Cancellation cancellation) {
        this.runtime = runtime;
        this.context = context;
        this.cancellation = cancellation;
    }

    /**
     * Starts it.
     *
     * @param earlier the runtime's id of a session to go on with, where it can; empty for a new one
     */
    RunningAgent first(AgentSpec spec, String earlier) throws SessionFailure, InterruptedException {
        if (!earlier.isEmpty()) {
            Optional<RunningAgent> resumed = resume(spec, earlier);
            if (resumed.isPresent()) {
                return resumed.get();
            }
        }
        try {
            return call(() -> runtime.provider().start(spec, context));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AgentException refused
                    ? new SessionFailure(FailureMode.SPAWN_FAILED, String.valueOf(refused.getMessage()), refused)
                    : new SessionFailure(
                            FailureMode.SPAWN_FAILED, AgentException.SPAWN_FAILED + ": " + e.getCause(), e);
        }
    }

    /** Goes on with session {@code id} of the runtime; empty when it can't. */
    Optional<RunningAgent> resume(AgentSpec spec, String id) throws SessionFailure, InterruptedException {
        if (!(runtime.provider() instanceof ResumableRuntime resumable) || id.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(call(() -> resumable.resume(id, spec, context)));
        } catch (ExecutionException e) {
            LOG.warn("the agent's session can't be resumed: {}", String.valueOf(e.getCause()));
            return Optional.empty();
        }
    }

    private RunningAgent call(Callable<AgentSession> start)
            throws SessionFailure, ExecutionException, InterruptedException {
        AgentSession session = cancellation
                .guard(() -> Bounded.call("agent-start", runtime.loader(), LIMIT, start))
                .orElseThrow(() -> new SessionFailure(
                        FailureMode.SPAWN_FAILED,
                        AgentException.SPAWN_FAILED + ": it did not start within " + LIMIT.toSeconds() + " s"));
        return new RunningAgent(session, runtime);
    }
}
