package dev.donmai.orchestrator.internal.credentials;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.model.config.DaemonConfig.Orchestrator;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether a daemon registers with an orchestrator, or as a stub that nobody knows of ({@code orchestrator.md} §2.4). */
public sealed interface RegistrationMode {

    /** What real registration tokens begin with. */
    List<String> TOKEN_PREFIXES = List.of("rsp_live_", "rsk_live_");

    /** Words that switch a variable off. */
    Set<String> NO = Set.of("0", "false", "off", "no");

    /**
     * No registration.
     *
     * @param surprising whether an operator who configured this may expect something else
     * @param reason why, for people
     */
    record Stub(boolean surprising, String reason) implements RegistrationMode {}

    /**
     * Registration with an orchestrator.
     *
     * @param url its address, without a slash at its end
     */
    record Real(String url, String registrationToken) implements RegistrationMode {

        /** Never shows the token. */
        @Override
        public String toString() {
            return "Real[url=" + url + "]";
        }
    }

    /**
     * Decides.
     *
     * @param file the configuration, for the message
     * @throws IllegalArgumentException when the address is none; the message is for the operator
     */
    static RegistrationMode of(DaemonOptions options, Orchestrator orchestrator, Path file) {
        String url = orchestrator.url().strip().replaceFirst("/+$", "");
        String scheme = url.toLowerCase(Locale.ROOT);
        String token = orchestrator.authToken().strip();
        if (url.isEmpty()) {
            return new Stub(false, "orchestrator.url is empty");
        }
        if (scheme.startsWith("file:")) {
            return new Stub(false, "orchestrator.url names a local queue");
        }
        if (!scheme.startsWith("http://") && !scheme.startsWith("https://")) {
            throw new IllegalArgumentException("orchestrator.url in " + file
                    + " is no orchestrator's address: it must begin with https://, http:// or file://, or be empty");
        }
        String force = word(options, "DAEMON_FORCE_STUB");
        if (!force.isEmpty() && !NO.contains(force)) {
            return new Stub(false, "DONMAI_DAEMON_FORCE_STUB is set");
        }
        if (NO.contains(word(options, "DAEMON_REAL_REGISTRATION"))) {
            return new Stub(false, "DONMAI_DAEMON_REAL_REGISTRATION is off");
        }
        if (TOKEN_PREFIXES.stream().noneMatch(token::startsWith)) {
            return new Stub(true, noToken(token, file));
        }
        if (!Credentials.isToken(token)) {
            return new Stub(
                    true,
                    "orchestrator.authToken in " + file
                            + " has a blank or a character that does not belong into a token, maybe an invisible one that was"
                            + " copied with it");
        }
        return new Real(url, token);
    }

    private static String noToken(String token, Path file) {
        if (token.isEmpty()) {
            return "there is no registration token: set orchestrator.authToken in " + file + " or DONMAI_DAEMON_TOKEN";
        }
        if (token.contains("${")) {
            return "orchestrator.authToken in " + file + " names an environment variable that is not set";
        }
        return "orchestrator.authToken in " + file
                + " is no registration token: those begin with rsp_live_ or rsk_live_";
    }

    private static String word(DaemonOptions options, String variable) {
        return options.variable(variable).strip().toLowerCase(Locale.ROOT);
    }
}
