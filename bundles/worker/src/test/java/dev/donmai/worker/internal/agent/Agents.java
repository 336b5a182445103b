package dev.donmai.worker.internal.agent;

import dev.donmai.api.agent.AgentRuntime;
import dev.donmai.api.agent.AgentSpec;
import dev.donmai.model.wire.SessionDetail.StageBudget;
import dev.donmai.worker.internal.Cancellation;
import dev.donmai.worker.internal.SessionFailure;
import dev.donmai.worker.internal.provider.LoadedProvider;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs an agent without all that stands around it in a worker. */
final class Agents {

    private Agents() {}

    static void run(
            AgentRuntime runtime, SessionContext context, Cancellation cancellation, Duration idle, FollowUps followUps)
            throws SessionFailure, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        new AgentRun(
                        new LoadedProvider<>(runtime, new URLClassLoader(new URL[0])),
                        context,
                        cancellation,
                        new AgentRun.Limit(idle, deadline),
                        new Budget(StageBudget.NONE, cancellation),
                        followUps)
                .run(spec("p"), "");
    }

    static AgentSpec spec(String prompt) {
        return new AgentSpec(
                prompt,
                "",
                Path.of("/w"),
                Map.of(),
                true,
                AgentSpec.SandboxLevel.WORKSPACE_WRITE,
                List.of(),
                List.of(),
                List.of(),
                0,
                "",
                "",
                Map.of());
    }
}
