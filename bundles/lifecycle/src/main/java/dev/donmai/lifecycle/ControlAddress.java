package dev.donmai.lifecycle;

/** Where the control API listens; a service of the part that serves it. */
public interface ControlAddress {

    /** The bound address with the real port, {@code host:port}; empty while no port is open. */
    String hostAndPort();
}
