package dev.donmai.lifecycle;

import java.nio.file.Path;
import java.util.Optional;

/** Where the control API listens; a service of the part that serves it. */
public interface ControlAddress {

    /** The bound address with the real port, {@code host:port}; empty while no port is open. */
    String hostAndPort();

    /** The Unix domain socket it listens on, beside or instead of the port. */
    Optional<Path> socket();
}
