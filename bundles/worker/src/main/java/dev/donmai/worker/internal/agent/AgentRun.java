package dev.donmai.worker.internal.agent;

import dev.donmai.api.agent.AgentRuntime;
import dev.donmai.api.agent.AgentSpec;
import dev.donmai.worker.internal.Cancellation;
import dev.donmai.worker.internal.SessionFailure;
import dev.donmai.worker.internal.provider.LoadedProvider;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step that runs the agent: starts it, waits for its answer or for a reason to end it, tells it what there is to be told
 * afterwards, and ends it. The runtime's code is only called on threads of its own, so that a runtime that hangs costs its session
 * and not the worker.
 */
public final class AgentRun {

    /** After its result an agent has nothing left to do but to end. */
    private static final Duration RESULT_GRACE = Duration.ofSeconds(5);

    /** A reminder is for what was forgotten, not for the work itself. */
    private static final Duration REMINDER_LIMIT = Duration.ofMinutes(10);

    private static final Duration LOOK_FOR_TEXTS = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(AgentRun.class);

    private final AgentStart start;
    private final SessionContext context;
    private final Cancellation cancellation;
    private final TurnWatch watch;
    private final FollowUps followUps;
    private @Nullable RunningAgent agent;
    private long lookedForTexts = System.nanoTime();
    private boolean refusesTexts;

    /**
     * When the agent is ended although it goes on.
     *
     * @param idle silence; zero means no limit
     * @param deadline of the whole run, in the time of {@link System#nanoTime}
     */
    public record Limit(Duration idle, long deadline) {}

    public AgentRun(
            LoadedProvider<AgentRuntime> runtime,
            SessionContext context,
            Cancellation cancellation,
            Limit limit,
            Budget budget,
            FollowUps followUps) {
        this.start = new AgentStart(runtime, context, cancellation);
        this.context = context;
        this.cancellation = cancellation;
        this.watch = new TurnWatch(context, cancellation, limit, budget);
        this.followUps = followUps;
    }

    /**
     * Runs the agent. When it returns or throws, no process of the agent is left; how it went is in
     * {@link SessionContext#observed} and in the cancellation.
     *
     * @param earlier the runtime's id of a session to go on with, where it can; empty for a new one
     */
    public void run(AgentSpec spec, String earlier) throws SessionFailure, InterruptedException {
        try {
            RunningAgent running = start.first(spec, earlier);
            agent = running;
            converse(running, spec);
        } finally {
            try {
                if (agent != null) {
                    agent.stop();
                }
            } finally {
                context.close();
            }
        }
    }

    private void converse(RunningAgent first, AgentSpec spec) throws SessionFailure {
        RunningAgent running = first;
        try {
            TurnWatch.End end = await(running, Optional.empty());
            while (end == TurnWatch.End.ANSWERED || end == TurnWatch.End.ENDED) {
                Optional<FollowUp> next = followUps.afterTurn(context.observed());
                Optional<RunningAgent> goesOn = next.isEmpty() ? Optional.empty() : tell(running, next.get(), spec);
                if (goesOn.isEmpty()) {
                    letEnd(running);
                    return;
                }
                running = goesOn.get();
                boolean reminder = next.get().turn() == Observed.Turn.REMINDER;
                end = await(running, reminder ? Optional.of(REMINDER_LIMIT) : Optional.empty());
            }
            if (end == TurnWatch.End.CANCELLED) {
                cancellation.request().ifPresent(this::announce);
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread outside of a guard; whoever did wants the run to end.
            cancellation.request(Cancellation.Cause.TERMINATED, "context canceled");
        }
    }

    private TurnWatch.End await(RunningAgent running, Optional<Duration> most)
            throws SessionFailure, InterruptedException {
        return watch.await(running, most, () -> tellWhileWorking(running));
    }

    private void tellWhileWorking(RunningAgent running) throws InterruptedException {
        if (refusesTexts || !running.takesText() || System.nanoTime() - lookedForTexts < LOOK_FOR_TEXTS.toNanos()) {
            return;
        }
        lookedForTexts = System.nanoTime();
        Optional<FollowUp> next = followUps.whileWorking();
        if (next.isPresent()) {
            refusesTexts = !inject(running, next.get());
        }
    }

    /** Gives the agent a text, if need be by resuming its session; who works on it then, empty when nobody does. */
    private Optional<RunningAgent> tell(RunningAgent running, FollowUp followUp, AgentSpec spec)
            throws SessionFailure, InterruptedException {
        if (inject(running, followUp)) {
            return Optional.of(running);
        }
        letEnd(running);
        running.stop();
        context.observed().begin(followUp.turn());
        Optional<RunningAgent> resumed = start.resume(
                Task.another(spec, followUp.text()), context.observed().sessionId());
        if (resumed.isEmpty()) {
            context.observed().takeBack();
            LOG.info("steering: the agent can't be told anything any more");
            return Optional.empty();
        }
        agent = resumed.get();
        refusesTexts = false;
        followUp.delivered().run();
        return resumed;
    }

    private boolean inject(RunningAgent running, FollowUp followUp) throws InterruptedException {
        // Before it is given: the answer may be there at once.
        context.observed().begin(followUp.turn());
        if (running.inject(followUp.text())) {
            followUp.delivered().run();
            return true;
        }
        context.observed().takeBack();
        return false;
    }

    private static void letEnd(RunningAgent running) throws InterruptedException {
        try {
            if (!running.ended(RESULT_GRACE)) {
                LOG.debug("the agent goes on after its result and is ended");
            }
        } catch (ExecutionException e) {
            LOG.warn("the runtime failed after its result: {}", String.valueOf(e.getCause()));
        }
    }

    private void announce(Cancellation.Request request) {
        switch (request.cause()) {
            case OUTPUT -> context.announce("output", request.detail());
            case IDLE -> context.announce("idle", request.detail());
            case OVERDUE -> context.announce("duration", request.detail());
            case BUDGET -> context.announce("budget", request.detail());
            case OWNERSHIP, OFFLINE -> context.announce("ownership", request.detail());
            case TERMINATED, STOPPED, RECORD -> {}
        }
    }
}
