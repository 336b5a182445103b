package dev.donmai.worker.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.donmai.api.agent.AgentEvent;
import dev.donmai.model.Json;
import dev.donmai.model.wire.SessionDetail.StageBudget;
import dev.donmai.worker.internal.Cancellation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BudgetTest {

    private final Cancellation cancellation = new Cancellation();

    private static AgentEvent tool(String name) {
        return new AgentEvent.ToolUse(name, "1", Map.of(), "");
    }

    private static AgentEvent used(long in, long out) {
        return new AgentEvent.Result(true, "", List.of(), "", new AgentEvent.Cost(in, out, 1000, 0, 1));
    }

    private String reason() {
        return cancellation.request().map(Cancellation.Request::detail).orElse("");
    }

    @Test
    void theSubAgentBeyondTheCapEndsTheRun() {
        Budget budget = new Budget(new StageBudget(0, 2, 0), cancellation);
        budget.on(tool("Task"));
        budget.on(tool("mcp__x__task"));
        budget.on(tool("TaskList"));
        assertThat(reason()).isEmpty();
        budget.on(tool("task"));
        assertThat(reason()).isEqualTo("budget exceeded: max-sub-agents (max-sub-agents exceeded: observed=3 limit=2)");
        assertThat(cancellation.request().orElseThrow().cause()).isEqualTo(Cancellation.Cause.BUDGET);
    }

    @Test
    void tokensOfAllResultsCountWithoutCachedOnes() {
        Budget budget = new Budget(new StageBudget(0, 0, 100), cancellation);
        budget.on(used(60, 40));
        assertThat(reason()).isEmpty();
        budget.on(used(1, 0));
        assertThat(reason()).isEqualTo("budget exceeded: max-tokens (max-tokens exceeded: observed=101 limit=100)");
        assertThat(Json.line(budget.report()))
                .isEqualTo("{\"enforced\":true,\"limits\":{\"maxTokens\":100},\"observedTokens\":101,"
                        + "\"capBreached\":\"max-tokens\","
                        + "\"breachDetail\":\"max-tokens exceeded: observed=101 limit=100\"}");
    }

    @Test
    void timeIsADeadline() {
        Budget budget = new Budget(new StageBudget(1, 0, 0), cancellation);
        await().until(() -> {
            budget.checkTime();
            return cancellation.requested();
        });
        assertThat(reason())
                .startsWith("budget exceeded: max-duration-seconds (max-duration-seconds exceeded: observed=")
                .endsWith("s limit=1s)");
    }

    @Test
    void withoutABudgetNothingIsEnforced() {
        Budget budget = new Budget(StageBudget.NONE, cancellation);
        budget.on(tool("Task"));
        budget.on(used(1_000_000, 1_000_000));
        budget.checkTime();
        assertThat(cancellation.requested()).isFalse();
        assertThat(Json.line(budget.report()))
                .isEqualTo("{\"enforced\":false,\"observedSubAgents\":1,\"observedTokens\":2000000}");
    }
}
