package dev.donmai.api.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What an agent is asked to do. A runtime reports what it cannot honour with an {@link AgentEvent.Notice} of subtype
 * {@code capability-mismatch}; it never ignores a field silently. Empty strings, lists and maps mean "not given".
 *
 * @param prompt the task, complete
 * @param systemPromptAppend text for the system prompt
 * @param cwd the workarea, absolute
 * @param environment the composed environment; a child gets this and nothing else
 * @param autonomous whether the agent works without asking
 * @param sandboxLevel how far the agent may reach
 * @param allowedTools tools it may use; empty means its own default
 * @param disallowedTools tools it must not use
 * @param mcpServers tool servers to attach
 * @param maxTurns upper limit of turns; 0 means none
 * @param model model name
 * @param effort {@code low}, {@code medium}, {@code high} or {@code xhigh}
 * @param providerConfig free settings of this session, plain JSON values
 */
public record AgentSpec(
        String prompt,
        String systemPromptAppend,
        Path cwd,
        Map<String, String> environment,
        boolean autonomous,
        SandboxLevel sandboxLevel,
        List<String> allowedTools,
        List<String> disallowedTools,
        List<McpServer> mcpServers,
        int maxTurns,
        String model,
        String effort,
        Map<String, Object> providerConfig) {

    public AgentSpec {
        environment = Map.copyOf(environment);
        allowedTools = List.copyOf(allowedTools);
        disallowedTools = List.copyOf(disallowedTools);
        mcpServers = List.copyOf(mcpServers);
        providerConfig = Json.copy(providerConfig);
    }

    /** How far an agent may reach. */
    public enum SandboxLevel {
        READ_ONLY,
        WORKSPACE_WRITE,
        FULL_ACCESS
    }

    /** A tool server that the agent starts and talks to over standard input and output. */
    public record McpServer(String name, String command, List<String> args, Map<String, String> env) {

        public McpServer {
            args = List.copyOf(args);
            env = Map.copyOf(env);
        }
    }
}
