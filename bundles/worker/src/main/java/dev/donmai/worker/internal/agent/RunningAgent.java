package dev.donmai.worker.internal.agent;

import dev.donmai.api.agent.AgentException;
import dev.donmai.api.agent.AgentRuntime;
import dev.donmai.api.agent.AgentSession;
import dev.donmai.api.agent.InjectableSession;
import dev.donmai.worker.internal.Bounded;
import dev.donmai.worker.internal.provider.LoadedProvider;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An agent that was started. The runtime's code is only called on threads of its own. Used by one thread. */
final class RunningAgent {

    /** A runtime has five seconds to end its agent gracefully, and then ends it by force; whatever is left then is ours to end. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(6);

    /** It takes a text without waiting for what comes of it. */
    private static final Duration INJECT_LIMIT = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(RunningAgent.class);

    private final AgentSession session;
    private final ClassLoader loader;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    RunningAgent(AgentSession session, LoadedProvider<AgentRuntime> runtime) {
        this.session = session;
        this.loader = runtime.loader();
        Thread waiting = Thread.ofPlatform().daemon().name("donmai-agent-wait").unstarted(this::awaitEnd);
        waiting.setContextClassLoader(loader);
        waiting.start();
    }

    private void awaitEnd() {
        try {
            while (!session.awaitEnd(Duration.ofSeconds(1))) {
                // A runtime that ignores the time it is given is waited for all the same.
                LOG.trace("the agent runs");
            }
            end.complete(null);
        } catch (RuntimeException | LinkageError | InterruptedException e) {
            end.completeExceptionally(e);
        }
    }

    /**
     * Waits for the agent's end.
     *
     * @return false when the time was up first
     * @throws ExecutionException when the runtime has failed
     */
    boolean ended(Duration limit) throws ExecutionException, InterruptedException {
        try {
            end.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** Whether it takes texts while it works. */
    boolean takesText() {
        return session instanceof InjectableSession;
    }

    /**
     * Gives it a text.
     *
     * @return whether it took it
     */
    boolean inject(String text) throws InterruptedException {
        if (!(session instanceof InjectableSession injectable)) {
            return false;
        }
        try {
            return Bounded.call("agent-inject", loader, INJECT_LIMIT, () -> {
                        injectable.inject(text);
                        return true;
                    })
                    .orElse(false);
        } catch (ExecutionException e) {
            String why = e.getCause() instanceof AgentException refused
                    ? String.valueOf(refused.getMessage())
                    : String.valueOf(e.getCause());
            LOG.info("steering: provider does not support injection: {}", why);
            return false;
        }
    }

    /** Ends it, by force if it must be. */
    void stop() throws InterruptedException {
        try {
            boolean stopped = Bounded.call("agent-stop", loader, STOP_LIMIT, () -> {
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
