package dev.donmai.http.internal;

import dev.donmai.lifecycle.ControlAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Component;

/**
 * Where the control API listens, and how many are connected. A component without references, so that whoever serves the
 * API's resources can ask for the address without a cycle.
 */
@Component(service = {ControlAddress.class, BoundAddress.class})
public final class BoundAddress implements ControlAddress {

    /** How the socket's path is written where an address is expected. */
    static final String SOCKET = "unix:";

    private static final Listening NOWHERE =
            new Listening("", Optional.empty(), () -> new Connections.Counts(0, 0, 0, 0));

    private volatile Listening listening = NOWHERE;

    private record Listening(String hostAndPort, Optional<Path> socket, Supplier<Connections.Counts> counts) {}

    @Override
    public String hostAndPort() {
        return listening.hostAndPort();
    }

    @Override
    public Optional<Path> socket() {
        return listening.socket();
    }

    /** The port first, then the socket, as {@code daemon.addr} has them; empty while nothing is open. */
    List<String> addresses() {
        Listening now = listening;
        List<String> addresses = new ArrayList<>();
        if (!now.hostAndPort().isEmpty()) {
            addresses.add(now.hostAndPort());
        }
        now.socket().ifPresent(path -> addresses.add(SOCKET + path));
        return addresses;
    }

    Connections.Counts counts() {
        return listening.counts().get();
    }

    void set(String hostAndPort, Optional<Path> socket, Supplier<Connections.Counts> counts) {
        listening = new Listening(hostAndPort, socket, counts);
    }

    void clear() {
        listening = NOWHERE;
    }
}
