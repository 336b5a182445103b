package dev.donmai.worker.internal.agent;

import dev.donmai.api.agent.AgentSpec;
import dev.donmai.api.agent.AgentSpec.SandboxLevel;
import dev.donmai.model.Defaults;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.worker.internal.assignment.Work;
import dev.donmai.worker.internal.prompt.Prompts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The step that puts together what the runtime is asked for ({@code sessions.md} §2.4, §2.8).
 *
 * @param spec what it is asked for
 * @param mismatches what was meant to be asked for and is left out, because the runtime does not declare it
 */
public record Task(AgentSpec spec, List<String> mismatches) {

    private static final List<String> ALLOWED_TOOLS = List.of(
            "Bash(pnpm:*)",
            "Bash(git:*)",
            "Bash(gh:*)",
            "Bash(go:*)",
            "Bash(make:*)",
            "Bash(node:*)",
            "Edit",
            "Write",
            "Read",
            "Grep",
            "Glob",
            "Task");

    /** Nobody is there to be asked, and the tracker is spoken to by its command line. */
    private static final List<String> DISALLOWED_TOOLS = List.of("AskUserQuestion", "mcp__claude_ai_Linear__*");

    public Task {
        mismatches = List.copyOf(mismatches);
    }

    /**
     * The task of a session.
     *
     * @param settings the runtime's settings; their {@code model} serves when the work names none
     */
    public static Task of(Work work, Prompts prompts, Map<String, String> environment, Map<String, Object> settings) {
        SessionDetail detail = work.detail();
        Gate gate = new Gate(work.runtime().capabilities());
        String effort = detail.modelProfile().absent()
                ? detail.resolvedProfile().effort()
                : detail.modelProfile().mode();
        AgentSpec spec = new AgentSpec(
                prompts.user(),
                prompts.system(),
                work.worktree(),
                environment,
                true,
                SandboxLevel.WORKSPACE_WRITE,
                gate.admits("allowedTools", "acceptsAllowedToolsList", true) ? ALLOWED_TOOLS : List.of(),
                DISALLOWED_TOOLS,
                List.of(),
                0,
                model(detail, settings),
                gate.admits("effort", "supportsReasoningEffort", !effort.isEmpty()) ? effort : "",
                providerConfig(detail));
        return new Task(spec, gate.closed);
    }

    /** The same session asked for something else. */
    static AgentSpec another(AgentSpec spec, String prompt) {
        return new AgentSpec(
                prompt,
                spec.systemPromptAppend(),
                spec.cwd(),
                spec.environment(),
                spec.autonomous(),
                spec.sandboxLevel(),
                spec.allowedTools(),
                spec.disallowedTools(),
                spec.mcpServers(),
                spec.maxTurns(),
                spec.model(),
                spec.effort(),
                spec.providerConfig());
    }

    /**
     * What the runtime declares. A record that nobody knows, as with a daemon of another make, admits everything: the runtime
     * tells by itself what it can't honour.
     */
    private static final class Gate {

        private final Map<String, Object> capabilities;
        private final List<String> closed = new ArrayList<>();

        Gate(Map<String, Object> capabilities) {
            this.capabilities = capabilities;
        }

        boolean admits(String field, String capability, boolean given) {
            boolean admitted = capabilities.isEmpty() || Boolean.TRUE.equals(capabilities.get(capability));
            if (given && !admitted) {
                closed.add(field + ": dropped, the runtime does not declare " + capability);
            }
            return admitted;
        }
    }

    private static String model(SessionDetail detail, Map<String, Object> settings) {
        String configured = settings.get("model") instanceof String text ? text : "";
        return Defaults.text(detail.namedModel().strip(), configured.strip());
    }

    private static Map<String, Object> providerConfig(SessionDetail detail) {
        SessionDetail.ModelProfile profile = detail.modelProfile();
        if (profile.absent()) {
            return detail.resolvedProfile().providerConfig();
        }
        Map<String, Object> config = new LinkedHashMap<>();
        if (profile.context() > 0) {
            config.put("contextWindow", profile.context());
        }
        if (profile.maxOutputTokens() > 0) {
            config.put("maxOutputTokens", profile.maxOutputTokens());
        }
        return config;
    }
}
