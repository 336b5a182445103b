package dev.donmai.worker.internal.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.api.agent.AgentEvent;
import dev.donmai.model.Json;
import dev.donmai.model.wire.SessionDetail.StageBudget;
import dev.donmai.worker.internal.Cancellation;
import java.time.Duration;
import java.util.Locale;

/** The caps of a stage ({@code sessions.md} §2.9): what exceeds one ends the run. A cap of zero is none. Thread-safe. */
public final class Budget implements AgentEventListener {

    private static final String DURATION = "max-duration-seconds";
    private static final String SUB_AGENTS = "max-sub-agents";
    private static final String TOKENS = "max-tokens";

    private final StageBudget caps;
    private final Cancellation cancellation;
    private final long started = System.nanoTime();
    private long subAgents;
    private long tokens;
    private String breached = "";
    private String detail = "";

    public Budget(StageBudget caps, Cancellation cancellation) {
        this.caps = caps;
        this.cancellation = cancellation;
    }

    @Override
    public synchronized void on(AgentEvent event) {
        switch (event) {
            case AgentEvent.ToolUse use -> {
                String tool = use.toolName().toLowerCase(Locale.ROOT);
                if (tool.equals("task") || tool.endsWith("__task")) {
                    subAgents++;
                    check(SUB_AGENTS, subAgents, caps.maxSubAgents());
                }
            }
            case AgentEvent.Result result -> {
                tokens += result.cost().inputTokens() + result.cost().outputTokens();
                check(TOKENS, tokens, caps.maxTokens());
            }
            default -> {}
        }
    }

    /** Looks at the clock. */
    synchronized void checkTime() {
        int limit = caps.maxDurationSeconds();
        if (limit > 0 && seconds() >= limit) {
            breach(DURATION, seconds() + "s", limit + "s");
        }
    }

    private void check(String cap, long observed, long limit) {
        if (limit > 0 && observed > limit) {
            breach(cap, Long.toString(observed), Long.toString(limit));
        }
    }

    private void breach(String cap, String observed, String limit) {
        if (breached.isEmpty()) {
            breached = cap;
            detail = cap + " exceeded: observed=" + observed + " limit=" + limit;
            cancellation.request(Cancellation.Cause.BUDGET, "budget exceeded: " + cap + " (" + detail + ")");
        }
    }

    private long seconds() {
        return Duration.ofNanos(System.nanoTime() - started).toSeconds();
    }

    /** The {@code budgetReport} of the result. */
    public synchronized ObjectNode report() {
        ObjectNode report = Json.object().put("enforced", !caps.absent());
        if (!caps.absent()) {
            report.set("limits", Json.mapper().valueToTree(caps));
        }
        put(report, "observedSubAgents", subAgents);
        put(report, "observedTokens", tokens);
        put(report, "observedDurationSeconds", seconds());
        if (!breached.isEmpty()) {
            report.put("capBreached", breached).put("breachDetail", detail);
        }
        return report;
    }

    private static void put(ObjectNode report, String name, long value) {
        if (value > 0) {
            report.put(name, value);
        }
    }
}
