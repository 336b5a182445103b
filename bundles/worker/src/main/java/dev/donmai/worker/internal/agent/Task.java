package dev.donmai.worker.internal.agent;

import dev.donmai.api.agent.AgentSpec;
import dev.donmai.api.agent.AgentSpec.SandboxLevel;
import dev.donmai.model.Defaults;
import dev.donmai.model.wire.SessionDetail;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The step that puts together what the runtime is asked for ({@code sessions.md} §2.4, §2.8). */
public final class Task {

    private Task() {}

    /**
     * The specification for the runtime.
     *
     * @param settings the runtime's settings; their {@code model} serves when the work names none
     */
    public static AgentSpec of(
            SessionDetail detail, Path workarea, Map<String, String> environment, Map<String, Object> settings) {
        return new AgentSpec(
                Prompt.of(detail),
                "",
                workarea,
                environment,
                true,
                SandboxLevel.WORKSPACE_WRITE,
                List.of(),
                List.of(),
                List.of(),
                0,
                model(detail, settings),
                detail.modelProfile().absent()
                        ? detail.resolvedProfile().effort()
                        : detail.modelProfile().mode(),
                providerConfig(detail));
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
