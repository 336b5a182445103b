package dev.donmai.worker.internal.agent;

import dev.donmai.model.session.SessionLayout;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.process.Executables;
import dev.donmai.worker.internal.FailureMode;
import dev.donmai.worker.internal.SessionFailure;
import dev.donmai.worker.internal.assignment.Work;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The environment of the agent ({@code sessions.md} §2.6): an allow-list of the worker's own, then the work item's, then the
 * operator's for this runtime, then the session's variables, each over the one before. The operator comes after the item, so that no
 * item can send the operator's key to a server of its own. The platform's token is only in it when the operator wants
 * that (README, decision 20).
 */
public final class AgentEnvironment {

    private static final Set<String> INHERITED = Set.of(
            "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TERM", "TZ", "TMPDIR", "SSH_AUTH_SOCK");

    private static final Set<String> INHERITED_IN_ANY_CASE =
            Set.of("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "FTP_PROXY");

    private static final Set<String> INHERITED_PREFIXES =
            Set.of("LC_", "XDG_", "SSL_CERT_", "GIT_AUTHOR_", "GIT_COMMITTER_");

    private AgentEnvironment() {}

    /**
     * Composes it.
     *
     * @param own the worker's environment
     * @param configured the runtime's {@code agents.<id>.env}
     */
    public static Map<String, String> compose(Map<String, String> own, Work work, Map<String, String> configured)
            throws SessionFailure {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", Executables.DEFAULT_PATH);
        own.forEach((name, value) -> {
            if (isInherited(name)) {
                environment.put(name, value);
            }
        });
        add(environment, work.env(), "the work item's env");
        add(environment, configured, "agents." + work.runtime().id() + ".env");
        environment.putAll(session(work));
        return environment;
    }

    private static boolean isInherited(String name) {
        return INHERITED.contains(name)
                || INHERITED_IN_ANY_CASE.contains(name.toUpperCase(Locale.ROOT))
                || INHERITED_PREFIXES.stream().anyMatch(name::startsWith);
    }

    private static void add(Map<String, String> environment, Map<String, String> additions, String whose)
            throws SessionFailure {
        for (Map.Entry<String, String> entry : additions.entrySet()) {
            String name = entry.getKey();
            String value = entry.getValue();
            if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
                throw new SessionFailure(
                        FailureMode.SPAWN_FAILED,
                        whose + " has an entry that can't be an environment variable: \"" + name.replace('\0', '?')
                                + "\"");
            }
            environment.put(name, value);
        }
    }

    private static Map<String, String> session(Work work) {
        SessionDetail detail = work.detail();
        Map<String, String> variables = new HashMap<>();
        for (String name :
                new String[] {"AGENTFACTORY_SESSION_ID", "LINEAR_SESSION_ID", "DONMAI_SESSION_ID", "RENSEI_SESSION_ID"
                }) {
            variables.put(name, work.sessionId());
        }
        variables.put(SessionLayout.NONCE_VARIABLE, work.nonce());
        variables.put("LINEAR_ISSUE_ID", detail.issueId());
        variables.put("LINEAR_ISSUE_IDENTIFIER", detail.issueIdentifier());
        variables.put("LINEAR_WORK_TYPE", detail.workType());
        variables.put("AGENTFACTORY_PROJECT", detail.projectName());
        variables.put("AGENTFACTORY_ORG_ID", detail.organizationId());
        variables.put("AGENTFACTORY_API_URL", detail.platformUrl());
        variables.put("AGENTFACTORY_STAGE_ID", detail.stageId());
        SessionDetail.StageBudget budget = detail.stageBudget();
        variables.put("AGENTFACTORY_STAGE_MAX_DURATION_SECONDS", decimal(budget.maxDurationSeconds()));
        variables.put("AGENTFACTORY_STAGE_MAX_SUB_AGENTS", decimal(budget.maxSubAgents()));
        variables.put("AGENTFACTORY_STAGE_MAX_TOKENS", decimal(budget.maxTokens()));
        if (work.settings().exposePlatformToken()) {
            variables.put("WORKER_AUTH_TOKEN", detail.authToken());
        }
        variables.values().removeIf(String::isEmpty);
        return variables;
    }

    private static String decimal(long value) {
        return value > 0 ? Long.toString(value) : "";
    }
}
