package dev.donmai.orchestrator.internal;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.model.config.DaemonConfig.Orchestrator;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which registration a daemon gets ({@code orchestrator.md} §2.4). An http(s) orchestrator is refused until this program
 * can talk to one: to fall back to the stub in silence would look like a daemon that never gets work.
 */
record RegistrationRule(DaemonOptions options, Path file) {

    private static final Set<String> NO = Set.of("0", "false", "off", "no");

    /** Why this orchestrator cannot be had, for the operator; empty when the stub will do. */
    Optional<String> refusal(Orchestrator orchestrator) {
        String url = orchestrator.url().strip();
        String scheme = url.toLowerCase(Locale.ROOT);
        if (forced() || url.isEmpty() || scheme.startsWith("file://")) {
            return Optional.empty();
        }
        if (!scheme.startsWith("http://") && !scheme.startsWith("https://")) {
            return Optional.of("orchestrator.url in " + file
                    + " is no orchestrator's address: it must begin with https://, http:// or file://, or be empty");
        }
        return Optional.of("orchestrator.url in " + file + " names an http(s) orchestrator" + tokenNote(orchestrator)
                + ", but this version registers only as a stub: leave the key empty to work from POST"
                + " /api/daemon/sessions, or set DONMAI_DAEMON_FORCE_STUB=1 to keep it and not register");
    }

    private static String tokenNote(Orchestrator orchestrator) {
        String token = orchestrator.authToken();
        boolean real = token.startsWith("rsp_live_") || token.startsWith("rsk_live_");
        return real ? "" : " (and orchestrator.authToken is no registration token)";
    }

    private boolean forced() {
        String force = word("DAEMON_FORCE_STUB");
        return (!force.isEmpty() && !NO.contains(force)) || NO.contains(word("DAEMON_REAL_REGISTRATION"));
    }

    private String word(String variable) {
        return options.variable(variable).strip().toLowerCase(Locale.ROOT);
    }
}
