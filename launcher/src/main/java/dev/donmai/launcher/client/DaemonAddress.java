package dev.donmai.launcher.client;

import dev.donmai.config.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the control API is: one rule for every command ({@code additions.md} §2).
 *
 * @param host name or address, IPv6 without brackets
 */
public record DaemonAddress(String host, int port) {

    /** Where a daemon listens when nobody says otherwise. */
    public static final DaemonAddress DEFAULT = new DaemonAddress("127.0.0.1", 7734);

    private static final int MAX_PORT = 65535;

    /**
     * Flags first, then {@code DONMAI_DAEMON_URL}, {@code RENSEI_DAEMON_URL}, the file a running daemon leaves in its
     * state directory, the default. A flag replaces its half of what the others say.
     *
     * @param host the flag; empty when it was not given
     * @param port the flag; 0 when it was not given
     */
    public static DaemonAddress resolve(String host, int port, Map<String, String> environment, StateDirectory state) {
        DaemonAddress found = host.isEmpty() || port == 0 ? withoutFlags(environment, state) : DEFAULT;
        return new DaemonAddress(host.isEmpty() ? found.host() : unbracketed(host), port == 0 ? found.port() : port);
    }

    private static DaemonAddress withoutFlags(Map<String, String> environment, StateDirectory state) {
        for (String name : new String[] {"DONMAI_DAEMON_URL", "RENSEI_DAEMON_URL"}) {
            String url = environment.getOrDefault(name, "").strip();
            if (!url.isEmpty()) {
                return parse(url).orElse(DEFAULT);
            }
        }
        return fromFile(state.address()).orElse(DEFAULT);
    }

    private static Optional<DaemonAddress> fromFile(Path file) {
        try {
            return Files.isRegularFile(file) ? parse(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            // Somebody else's file: the default is as good a guess as any.
            return Optional.empty();
        }
    }

    /** {@code [http[s]://]host:port[/...]}, an IPv6 host in brackets ({@code config.md} §5.2); empty when it is not. */
    public static Optional<DaemonAddress> parse(String url) {
        String rest = url.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
        int colon = rest.lastIndexOf(':');
        if (colon <= 0 || colon < rest.indexOf(']')) {
            return Optional.empty();
        }
        String digits = rest.substring(colon + 1);
        if (!digits.matches("\\d{1,5}")) {
            return Optional.empty();
        }
        int port = Integer.parseInt(digits);
        return port == 0 || port > MAX_PORT
                ? Optional.empty()
                : Optional.of(new DaemonAddress(unbracketed(rest.substring(0, colon)), port));
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** The address as it stands in a URL. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
