package dev.donmai.worker.internal.agent;

import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentException;
import dev.donmai.api.agent.AgentSession;
import dev.donmai.api.agent.AgentSpec;
import dev.donmai.worker.internal.Bounded;
import dev.donmai.worker.internal.Cancellation;
import dev.donmai.worker.internal.FailureMode;
import dev.donmai.worker.internal.SessionFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step that runs the agent: starts it, waits for its end or for a reason to end it, and ends it. The runtime's code is only
 * called on threads of its own, so that a runtime that hangs costs its session and not the worker.
 */
public final class AgentRun {

    /** A runtime returns from its start as soon as the agent runs; a server of a runtime may need its time. */
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    /** After its result an agent has nothing left to do but to end. */
    private static final Duration RESULT_GRACE = Duration.ofSeconds(5);

    /** A runtime has five seconds to end its agent gracefully, and then ends it by force; whatever is left then is ours to end. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(6);

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Logger LOG = LoggerFactory.getLogger(AgentRun.class);

    private final LoadedRuntime runtime;
    private final SessionContext context;
    private final Cancellation cancellation;
    private final Limit limit;

    /**
     * When the agent is ended although it goes on.
     *
     * @param idle silence; zero means no limit
     * @param deadline of the whole run, in the time of {@link System#nanoTime}
     */
    public record Limit(Duration idle, long deadline) {}

    public AgentRun(LoadedRuntime runtime, SessionContext context, Cancellation cancellation, Limit limit) {
        this.runtime = runtime;
        this.context = context;
        this.cancellation = cancellation;
        this.limit = limit;
    }

    /**
     * Runs the agent. When it returns or throws, no process of the agent is left; how it went is in
     * {@link SessionContext#observed} and in the cancellation.
     */
    public void run(AgentSpec spec) throws SessionFailure, InterruptedException {
        try {
            AgentSession session = start(spec);
            try {
                await(session);
            } finally {
                stop(session);
            }
        } finally {
            context.close();
        }
    }

    private AgentSession start(AgentSpec spec) throws SessionFailure, InterruptedException {
        try {
            return cancellation
                    .guard(() -> Bounded.call(
                            "agent-start",
                            runtime.loader(),
                            START_LIMIT,
                            () -> runtime.runtime().start(spec, context)))
                    .orElseThrow(() -> spawnFailed("it did not start within " + START_LIMIT.toSeconds() + " s", null));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AgentException refused
                    ? new SessionFailure(FailureMode.SPAWN_FAILED, String.valueOf(refused.getMessage()), refused)
                    : spawnFailed(String.valueOf(e.getCause()), e);
        }
    }

    private static SessionFailure spawnFailed(String why, @Nullable Throwable cause) {
        String message = AgentException.SPAWN_FAILED + ": " + why;
        return cause == null
                ? new SessionFailure(FailureMode.SPAWN_FAILED, message)
                : new SessionFailure(FailureMode.SPAWN_FAILED, message, cause);
    }

    private void await(AgentSession session) throws SessionFailure {
        CompletableFuture<Void> end = end(session);
        try {
            while (!ended(end)) {
                if (context.observed().sinceResult() > RESULT_GRACE.toNanos()) {
                    LOG.debug("the agent goes on after its result and is ended");
                    return;
                }
                if (limit.idle().isPositive() && context.silence().compareTo(limit.idle()) > 0) {
                    cancellation.request(
                            Cancellation.Cause.IDLE,
                            "no sign of life from the agent for " + limit.idle().toSeconds() + " s");
                }
                if (System.nanoTime() - limit.deadline() > 0) {
                    cancellation.request(Cancellation.Cause.OVERDUE, "context deadline exceeded");
                }
                if (cancellation.requested()) {
                    cancellation.request().ifPresent(this::announce);
                    return;
                }
            }
        } catch (ExecutionException e) {
            context.emit(new AgentEvent.Failure("runtime_failed", String.valueOf(e.getCause())));
            throw new SessionFailure(FailureMode.PROVIDER_ERROR, "agent: the runtime failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            // Nobody interrupts this thread outside of a guard; whoever did wants the run to end.
            cancellation.request(Cancellation.Cause.TERMINATED, "context canceled");
        }
    }

    private void announce(Cancellation.Request request) {
        switch (request.cause()) {
            case OUTPUT -> context.announce("output", request.detail());
            case IDLE -> context.announce("idle", request.detail());
            case OVERDUE -> context.announce("duration", request.detail());
            case TERMINATED, RECORD -> {}
        }
    }

    private static boolean ended(CompletableFuture<Void> end) throws ExecutionException, InterruptedException {
        try {
            end.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private CompletableFuture<Void> end(AgentSession session) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Thread waiting = Thread.ofPlatform().daemon().name("donmai-agent-wait").unstarted(() -> {
            try {
                while (!session.awaitEnd(Duration.ofSeconds(1))) {
                    // A runtime that ignores the time it is given is waited for all the same.
                    LOG.trace("the agent runs");
                }
                end.complete(null);
            } catch (RuntimeException | LinkageError | InterruptedException e) {
                end.completeExceptionally(e);
            }
        });
        waiting.setContextClassLoader(runtime.loader());
        waiting.start();
        return end;
    }

    private void stop(AgentSession session) throws InterruptedException {
        try {
            boolean stopped = Bounded.call("agent-stop", runtime.loader(), STOP_LIMIT, () -> {
                        session.stop();
                        return true;
                    })
                    .isPresent();
            if (!stopped) {
                LOG.warn(
                        "the runtime did not end its agent within {} s; its processes are killed",
                        STOP_LIMIT.toSeconds());
            }
        } catch (ExecutionException e) {
            LOG.warn("the runtime failed to end its agent: {}", String.valueOf(e.getCause()));
        }
    }
}
