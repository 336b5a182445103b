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

    /** The port first, then the socket, as people are told; empty while nothing is open. */
    List<String> addresses() {
        return with(listening.hostAndPort());
    }

    /** The same as {@code daemon.addr} has them: where commands of this machine find the API. */
    List<String> local() {
        String address = listening.hostAndPort();
        return with(address.replaceFirst("^0\\.0\\.0\\.0:", "127.0.0.1:")
                .replaceFirst("^\\[(?:::|0:0:0:0:0:0:0:0)]:", "[::1]:"));
    }

    private List<String> with(String hostAndPort) {
        Listening now = listening;
        List<String> addresses = new ArrayList<>();
        if (!hostAndPort.isEmpty()) {
            addresses.add(hostAndPort);
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
