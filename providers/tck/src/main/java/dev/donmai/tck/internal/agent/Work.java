package dev.donmai.tck.internal.agent;

import dev.donmai.api.agent.AgentSpec;
import dev.donmai.tck.Scenario;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the checks ask a runtime to do. */
final class Work {

    /** A prompt is nobody's business but the agent's. */
    static final String PROMPT = "Say the word parallelogram, then end.";

    /** Stands in the environment and in the environment of a tool server. */
    static final String SECRET = "tck-secret-9f3c71d2";

    private Work() {}

    /** What a session's programs may see. */
    static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        environment.put("TCK_TOKEN", SECRET);
        return environment;
    }

    /** Nothing but the prompt. */
    static AgentSpec plain(Scenario scenario, Path workarea) {
        return new AgentSpec(
                PROMPT,
                "",
                workarea,
                environment(),
                true,
                AgentSpec.SandboxLevel.FULL_ACCESS,
                List.of(),
                List.of(),
                List.of(),
                0,
                "",
                "",
                scenario.providerConfig());
    }

    /** Every field that a runtime may have to report. */
    static AgentSpec full(Scenario scenario, Path workarea) {
        return new AgentSpec(
                PROMPT,
                "Be brief.",
                workarea,
                environment(),
                true,
                AgentSpec.SandboxLevel.FULL_ACCESS,
                List.of("Read"),
                List.of("Write"),
                List.of(new AgentSpec.McpServer("tools", "/bin/cat", List.of(), Map.of("TOOL_TOKEN", SECRET))),
                3,
                "a-model",
                "high",
                scenario.providerConfig());
    }
}
