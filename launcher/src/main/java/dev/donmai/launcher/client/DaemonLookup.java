package dev.donmai.launcher.client;

import dev.donmai.config.StateDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the daemon that is meant, by one rule for every command ({@code additions.md} §2): flags first, then
 * {@code DONMAI_DAEMON_URL}, {@code RENSEI_DAEMON_URL}, the file that a running daemon leaves in its state directory, the
 * default. What is there and cannot be read is an error, never passed over.
 *
 * @param host flag; empty when it was not given
 * @param port flag; empty when it was not given
 * @param socket flag; empty when it was not given
 */
public record DaemonLookup(String host, String port, String socket) {

    private static final List<String> VARIABLES = List.of("DONMAI_DAEMON_URL", "RENSEI_DAEMON_URL");

    /** Nothing was said. */
    public static final DaemonLookup PLAIN = new DaemonLookup("", "", "");

    /**
     * The address. A flag replaces its half of what the environment says.
     *
     * @throws ClientException when what was said is no address; the message names where it was said
     */
    public DaemonAddress find(Map<String, String> environment, StateDirectory state) throws ClientException {
        if (!socket.isEmpty()) {
            if (!host.isEmpty() || !port.isEmpty()) {
                throw new ClientException("--socket says it all: leave out --host and --port");
            }
            return new DaemonAddress.Socket(Path.of(socket).toAbsolutePath());
        }
        if (host.isEmpty() && port.isEmpty()) {
            return withoutFlags(environment, state);
        }
        String named = host.isEmpty() ? "" : at("--host", () -> AddressText.host(host));
        int numbered = port.isEmpty() ? 0 : at("--port", () -> AddressText.port(port));
        DaemonAddress.Port otherwise = otherHalf(named, environment, state);
        return new DaemonAddress.Port(
                named.isEmpty() ? otherwise.host() : named, numbered == 0 ? otherwise.port() : numbered);
    }

    /** Where the half that no flag names comes from; the running daemon's port says nothing about another machine. */
    private DaemonAddress.Port otherHalf(String named, Map<String, String> environment, StateDirectory state)
            throws ClientException {
        if (!named.isEmpty() && !port.isEmpty()) {
            return DaemonAddress.DEFAULT;
        }
        Optional<DaemonAddress> configured = fromEnvironment(environment);
        DaemonAddress found = configured.isPresent() ? configured.get() : running(state);
        boolean says = configured.isPresent() || named.isEmpty() || isThere(named, found);
        return says && found instanceof DaemonAddress.Port hostAndPort ? hostAndPort : DaemonAddress.DEFAULT;
    }

    private static boolean isThere(String named, DaemonAddress running) {
        return new DaemonAddress.Port(named, 0).loopback()
                || (running instanceof DaemonAddress.Port port && port.host().equals(named));
    }

    private static DaemonAddress withoutFlags(Map<String, String> environment, StateDirectory state)
            throws ClientException {
        Optional<DaemonAddress> named = fromEnvironment(environment);
        return named.isPresent() ? named.get() : running(state);
    }

    private static Optional<DaemonAddress> fromEnvironment(Map<String, String> environment) throws ClientException {
        for (String name : VARIABLES) {
            String url = environment.getOrDefault(name, "").strip();
            if (!url.isEmpty()) {
                return Optional.of(at(name, () -> DaemonAddress.parse(url)));
            }
        }
        return Optional.empty();
    }

    /** The first; a second one only names another way to the same daemon. */
    private static DaemonAddress running(StateDirectory state) throws ClientException {
        return new AddressFile(state).addresses().stream().findFirst().orElse(DaemonAddress.DEFAULT);
    }

    private interface Reading<T> {
        T read() throws ClientException;
    }

    private static <T> T at(String place, Reading<T> reading) throws ClientException {
        try {
            return reading.read();
        } catch (ClientException e) {
            throw new ClientException(place + ": " + e.getMessage(), e);
        }
    }
}
