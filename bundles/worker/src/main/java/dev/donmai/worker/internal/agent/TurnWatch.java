package dev.donmai.worker.internal.agent;

import dev.donmai.api.agent.AgentEvent;
import dev.donmai.worker.internal.Cancellation;
import dev.donmai.worker.internal.FailureMode;
import dev.donmai.worker.internal.SessionFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Waits until the agent has answered, or for a reason to wait no longer ({@code sessions.md} §2.9): its end, a failure after which
 * nothing comes, dead programs of a runtime that does not notice, silence, a limit. Used by one thread.
 */
final class TurnWatch {

    /** After a failure that ends everything, a runtime has nothing left to do but to end. */
    private static final Duration FAILURE_GRACE = Duration.ofSeconds(3);

    /** A runtime notices the death of its program sooner, if it notices at all. */
    private static final Duration DEATH_GRACE = Duration.ofSeconds(10);

    /** Of an agent that has answered but was given a further text meanwhile, which it may have answered in the same breath. */
    private static final Duration LATE_ANSWER = Duration.ofMinutes(1);

    private static final Duration LOOK = Duration.ofMillis(100);

    private final SessionContext context;
    private final Cancellation cancellation;
    private final AgentRun.Limit limit;
    private final Budget budget;
    private long goneSince;

    /** How the wait ended. */
    enum End {
        /** The agent has answered; it may still run. */
        ANSWERED,
        /** The agent has ended. */
        ENDED,
        /** Nothing more will come of it. */
        BROKEN,
        /** The run is to end. */
        CANCELLED,
        /** It takes too long for something that the run does not depend on. */
        OVERTIME
    }

    TurnWatch(SessionContext context, Cancellation cancellation, AgentRun.Limit limit, Budget budget) {
        this.context = context;
        this.cancellation = cancellation;
        this.limit = limit;
        this.budget = budget;
    }

    /**
     * Waits.
     *
     * @param most how long at most, for a turn that the run does not depend on
     * @param meanwhile called again and again
     */
    End await(RunningAgent agent, Optional<Duration> most, Meanwhile meanwhile)
            throws SessionFailure, InterruptedException {
        Optional<Long> end = most.map(time -> System.nanoTime() + time.toNanos());
        goneSince = 0;
        try {
            while (!agent.ended(LOOK)) {
                if (context.observed().answered()) {
                    return End.ANSWERED;
                }
                if (broken()) {
                    return End.BROKEN;
                }
                if (overtime(end)) {
                    return End.OVERTIME;
                }
                checkLimits();
                if (cancellation.requested()) {
                    return End.CANCELLED;
                }
                meanwhile.run();
            }
            return cancellation.requested() ? End.CANCELLED : End.ENDED;
        } catch (ExecutionException e) {
            context.emit(new AgentEvent.Failure("runtime_failed", String.valueOf(e.getCause())));
            if (context.observed().result().isPresent()) {
                return End.BROKEN;
            }
            throw new SessionFailure(FailureMode.PROVIDER_ERROR, "agent: the runtime failed: " + e.getCause(), e);
        }
    }

    /** Something to do while the agent works. */
    interface Meanwhile {
        void run() throws InterruptedException;
    }

    private boolean broken() {
        if (context.observed().sinceTerminalFailure() > FAILURE_GRACE.toNanos()) {
            return true;
        }
        Optional<String> gone = context.programsGone();
        if (gone.isEmpty()) {
            goneSince = 0;
            return false;
        }
        if (goneSince == 0) {
            goneSince = System.nanoTime();
        }
        boolean dead = System.nanoTime() - goneSince > DEATH_GRACE.toNanos()
                && context.silence().compareTo(DEATH_GRACE) > 0;
        if (dead) {
            context.emit(new AgentEvent.Failure("process_exited", "the agent's program has ended: " + gone.get()));
        }
        return dead;
    }

    private boolean overtime(Optional<Long> end) {
        if (context.observed().result().isEmpty()) {
            return false;
        }
        boolean silent = (context.observed().overlapped() && context.silence().compareTo(LATE_ANSWER) > 0)
                || (limit.idle().isPositive() && context.silence().compareTo(limit.idle()) > 0);
        return silent || end.filter(at -> System.nanoTime() - at > 0).isPresent();
    }

    private void checkLimits() {
        if (context.observed().result().isEmpty()) {
            if (limit.idle().isPositive() && context.silence().compareTo(limit.idle()) > 0) {
                cancellation.request(
                        Cancellation.Cause.IDLE,
                        "no sign of life from the agent for " + limit.idle().toSeconds() + " s");
            }
            budget.checkTime();
        }
        if (System.nanoTime() - limit.deadline() > 0) {
            cancellation.request(Cancellation.Cause.OVERDUE, "context deadline exceeded");
        }
    }
}
