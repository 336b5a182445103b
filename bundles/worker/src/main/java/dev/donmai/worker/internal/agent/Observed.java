package dev.donmai.worker.internal.agent;

import dev.donmai.api.agent.AgentEvent;
import java.util.Optional;

/** What the runner remembers of the agent's events ({@code sessions.md} §2.9). Thread-safe. */
public final class Observed {

    private String sessionId = "";
    private Optional<AgentEvent.Failure> failure = Optional.empty();
    private Optional<AgentEvent.Result> result = Optional.empty();
    private AgentEvent.Cost usage = AgentEvent.Cost.NONE;
    private long resultAt;

    /** Takes note of one event; the first id and the first result count, and the last failure. */
    public synchronized void see(AgentEvent event) {
        switch (event) {
            case AgentEvent.Init init -> {
                if (sessionId.isEmpty()) {
                    sessionId = init.sessionId();
                }
            }
            case AgentEvent.Failure seen -> failure = Optional.of(seen);
            case AgentEvent.Usage seen -> usage = seen.cost();
            case AgentEvent.Result seen -> {
                if (result.isEmpty()) {
                    result = Optional.of(seen);
                    resultAt = System.nanoTime();
                }
            }
            default -> {}
        }
    }

    /** The runtime's own session id; empty while unknown. */
    public synchronized String sessionId() {
        return sessionId;
    }

    /** The last failure the runtime told of. */
    public synchronized Optional<AgentEvent.Failure> failure() {
        return failure;
    }

    /** How the agent ended, if it said so. */
    public synchronized Optional<AgentEvent.Result> result() {
        return result;
    }

    /** Nanoseconds since the result came; 0 when it has not. */
    public synchronized long sinceResult() {
        return result.isEmpty() ? 0 : System.nanoTime() - resultAt;
    }

    /** What was used: as the result says, else as the last usage event said. */
    public synchronized AgentEvent.Cost cost() {
        return result.map(AgentEvent.Result::cost)
                .filter(cost -> !cost.equals(AgentEvent.Cost.NONE))
                .orElse(usage);
    }
}
