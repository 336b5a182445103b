package dev.donmai.sessions.internal;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.model.config.DaemonConfig.Orchestrator;
import dev.donmai.model.session.SessionFile;
import dev.donmai.model.session.SessionLayout;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The environment of a worker ({@code sessions.md} §1.7): layers that replace each other, low to high. Our worker starts
 * from an allow-list of the daemon's own variables, a configured command from all of them but the daemon's secrets.
 */
final class WorkerEnvironment {

    private static final Set<String> INHERITED = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "SHELL",
            "LANG",
            "LANGUAGE",
            "TERM",
            "TZ",
            "TMPDIR",
            "SSH_AUTH_SOCK",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "NO_PROXY",
            "ALL_PROXY",
            "http_proxy",
            "https_proxy",
            "no_proxy",
            "all_proxy",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR",
            "CURL_CA_BUNDLE",
            "GIT_SSL_CAINFO",
            "NODE_EXTRA_CA_CERTS");
    private static final Set<String> DAEMON_ONLY =
            Set.of("DONMAI_DAEMON_TOKEN", "RENSEI_DAEMON_TOKEN", "DONMAI_PROVISIONING_TOKEN", "DONMAI_CONTROL_TOKEN");

    /** In any value: one that has been replaced in the configuration is still good, and may stand in a variable of any name. */
    private static final Pattern REGISTRATION_TOKEN = Pattern.compile("rs[pk]_live_");

    private final DaemonOptions options;
    private final SessionTokens tokens;
    private final Orchestrator orchestrator;

    /** @param orchestrator of the daemon's start, which holds until its end */
    WorkerEnvironment(DaemonOptions options, SessionTokens tokens, Orchestrator orchestrator) {
        this.options = options;
        this.tokens = tokens;
        this.orchestrator = orchestrator;
    }

    /** The complete environment of the worker of one session. */
    Map<String, String> compose(SessionFile file, SessionLayout layout, String workerId) {
        Map<String, String> environment = inherited(file);
        environment.values().removeIf(this::holdsToken);
        if (!workerId.isEmpty()) {
            both(environment, "WORKER_ID", workerId);
        }
        both(environment, "ORCHESTRATOR_URL", orchestrator.url());
        if (file.foreign()) {
            environment.putAll(file.spec().env());
        }
        both(environment, "SESSION_ID", file.sessionId());
        // The configured repository, never the string that merely ends like it (H9).
        both(environment, "REPOSITORY", file.checkout().repository());
        both(environment, "REF", file.spec().ref());
        both(environment, "PROJECT_ID", file.projectId());
        if (!file.daemonUrl().isEmpty()) {
            both(environment, "DAEMON_URL", file.daemonUrl());
        }
        both(environment, SessionLayout.TOKEN_VARIABLE, tokens.of(file));
        if (!file.foreign()) {
            both(environment, SessionLayout.VARIABLE, layout.directory().toString());
        }
        environment.put(SessionLayout.NONCE_VARIABLE, file.nonce());
        return environment;
    }

    private boolean holdsToken(String value) {
        return REGISTRATION_TOKEN.matcher(value).find()
                || (!orchestrator.authToken().isEmpty() && value.contains(orchestrator.authToken()));
    }

    private Map<String, String> inherited(SessionFile file) {
        Map<String, String> environment = new TreeMap<>(options.environment());
        environment.keySet().removeAll(DAEMON_ONLY);
        if (!file.foreign()) {
            Set<String> named = SecretReferences.variables(file.runtime().settings());
            environment
                    .keySet()
                    .removeIf(name -> !INHERITED.contains(name)
                            && !name.startsWith("LC_")
                            && !name.startsWith("XDG_")
                            && !named.contains(name));
        }
        return new LinkedHashMap<>(environment);
    }

    private static void both(Map<String, String> environment, String name, String value) {
        environment.put("DONMAI_" + name, value);
        environment.put("RENSEI_" + name, value);
    }
}
