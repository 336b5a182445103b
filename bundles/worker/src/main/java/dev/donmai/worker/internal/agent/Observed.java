package dev.donmai.worker.internal.agent;

import dev.donmai.api.agent.AgentEvent;
import dev.donmai.worker.internal.WorkResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the runner remembers of the agent's events ({@code sessions.md} §2.9). A run has one turn, and one more for each text
 * that was given to the agent afterwards; each turn ends with one result. Thread-safe.
 */
public final class Observed {

    /** Codes of failures after which a runtime has nothing more to say. */
    private static final Set<String> TERMINAL = Set.of(
            "spawn_no_result",
            "stdout_scan",
            "app_server_crashed",
            "stream_read",
            "ollama_stream_read",
            "process_exited",
            "provider_crash",
            "clone_failed");

    /** Subtype of the notice that says what of the task is not honoured. */
    public static final String MISMATCH = "capability-mismatch";

    private static final int MOST_MISMATCHES = 64;

    private final Statements statements = new Statements();
    private final List<Turn> turns = new ArrayList<>(List.of(Turn.TASK));
    private final List<AgentEvent.Result> results = new ArrayList<>();
    private final List<String> mismatches = new ArrayList<>();
    private String sessionId = "";
    private Optional<AgentEvent.Failure> failure = Optional.empty();
    private AgentEvent.Cost usage = AgentEvent.Cost.NONE;
    private long resultAt;
    private long terminalAt;
    private boolean overlapped;

    /** What a turn of the agent was about. */
    public enum Turn {
        /** The task. */
        TASK,
        /** Somebody had something to say. */
        MESSAGE,
        /** A reminder of what the work type asks for; whatever comes of it, the task's own result stands. */
        REMINDER
    }

    /** Takes note of one event; the first id counts, the last failure, and of each turn the first result. */
    public synchronized void see(AgentEvent event) {
        statements.see(event);
        switch (event) {
            case AgentEvent.Init init -> {
                if (sessionId.isEmpty()) {
                    sessionId = init.sessionId();
                }
            }
            case AgentEvent.Notice notice -> {
                if (notice.subtype().equals(MISMATCH) && mismatches.size() < MOST_MISMATCHES) {
                    mismatches.add(notice.message());
                }
            }
            case AgentEvent.Failure seen -> failed(seen);
            case AgentEvent.Usage seen -> usage = seen.cost();
            case AgentEvent.Result seen -> {
                if (results.size() < turns.size()) {
                    results.add(seen);
                    resultAt = System.nanoTime();
                }
            }
            default -> {}
        }
    }

    private void failed(AgentEvent.Failure seen) {
        if (turnOf(results.size()) != Turn.REMINDER) {
            failure = Optional.of(seen);
        }
        if (TERMINAL.contains(seen.code())) {
            terminalAt = System.nanoTime();
        }
    }

    /** What a result is about. Of a text that was taken back there may be a result nevertheless: it counts to the one before. */
    private Turn turnOf(int result) {
        return turns.get(Math.min(result, turns.size() - 1));
    }

    /** Another text is about to be given to the agent. */
    synchronized void begin(Turn turn) {
        overlapped = !answered();
        turns.add(turn);
        terminalAt = 0;
    }

    /** It was not taken after all. */
    synchronized void takeBack() {
        turns.removeLast();
    }

    /** Whether the last text was given to the agent while it worked on the one before, so that one result may answer both. */
    synchronized boolean overlapped() {
        return overlapped;
    }

    /** Whether every turn that was begun has its result. */
    synchronized boolean answered() {
        return results.size() >= turns.size();
    }

    /** The runtime's own session id; empty while unknown. */
    public synchronized String sessionId() {
        return sessionId;
    }

    /** The last failure the runtime told of. */
    public synchronized Optional<AgentEvent.Failure> failure() {
        return failure;
    }

    /** How the task ended, if the agent said so: the result of the last turn that was no reminder. */
    public synchronized Optional<AgentEvent.Result> result() {
        for (int i = results.size() - 1; i >= 0; i--) {
            if (turnOf(i) != Turn.REMINDER) {
                return Optional.of(results.get(i));
            }
        }
        return Optional.empty();
    }

    /** What the agent says about the task at the end; where that is nothing, what it says about a reminder. */
    public synchronized String summary() {
        String own = result().map(AgentEvent.Result::message).orElse("");
        return own.isBlank()
                ? results.reversed().stream()
                        .map(AgentEvent.Result::message)
                        .filter(message -> !message.isBlank())
                        .findFirst()
                        .orElse("")
                : own;
    }

    /** Nanoseconds since the last result came; 0 when none has. */
    public synchronized long sinceResult() {
        return results.isEmpty() ? 0 : System.nanoTime() - resultAt;
    }

    /** Nanoseconds since a failure after which nothing more is to be expected; 0 when there was none. */
    synchronized long sinceTerminalFailure() {
        return terminalAt == 0 ? 0 : System.nanoTime() - terminalAt;
    }

    /** What was used: the results' costs together, else what the last usage event said. */
    public synchronized AgentEvent.Cost cost() {
        AgentEvent.Cost sum = results.stream().map(AgentEvent.Result::cost).reduce(AgentEvent.Cost.NONE, Observed::sum);
        return sum.equals(AgentEvent.Cost.NONE) ? usage : sum;
    }

    private static AgentEvent.Cost sum(AgentEvent.Cost one, AgentEvent.Cost other) {
        return new AgentEvent.Cost(
                one.inputTokens() + other.inputTokens(),
                one.outputTokens() + other.outputTokens(),
                one.cachedInputTokens() + other.cachedInputTokens(),
                one.totalCostUsd() + other.totalCostUsd(),
                one.numTurns() + other.numTurns());
    }

    /** What the agent says about its own work. */
    public synchronized Optional<WorkResult> workResult() {
        return statements.workResult();
    }

    /** Address of the pull request; empty when the agent named none. */
    public synchronized String pullRequest() {
        return statements.pullRequest();
    }

    /** Whether the agent has commented on the issue. */
    public synchronized boolean commented() {
        return statements.commented();
    }

    /** Whether there was a reminder. */
    public synchronized boolean reminded() {
        return turns.contains(Turn.REMINDER);
    }

    /** What of the task the runtime could not honour. */
    public synchronized List<String> mismatches() {
        return List.copyOf(mismatches);
    }
}
