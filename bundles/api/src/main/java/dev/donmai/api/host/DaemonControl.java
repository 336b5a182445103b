package dev.donmai.api.host;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;

/** Drives one daemon from outside the framework. Thread-safe; published as a service by the lifecycle bundle. */
@ProviderType
public interface DaemonControl {

    /**
     * Brings the daemon to {@code running}: binds the API, adopts the sessions of a former daemon, registers. Returns with
     * {@link #exit} completed when it was told to stop meanwhile.
     *
     * @throws DaemonStartException when it cannot start; everything that was started has been released, and it may be
     *     started again
     */
    void start() throws DaemonStartException;

    /** The bound address, {@code host:port}; empty when no port is open. */
    String address();

    /** The Unix domain socket it listens on, beside or instead of a port. */
    Optional<Path> socket();

    /** The worker id of the registration; empty before it. */
    String workerId();

    /**
     * Begins a graceful stop: no new work, running sessions get the drain time, then they are ended. Returns at once;
     * later calls change nothing, and neither does one before the start.
     */
    void stop(String cause);

    /** Shortens a stop: running sessions are ended now. Begins one when there is none. */
    void forceStop();

    /** Reads the configuration again; what is wrong with it is logged and changes nothing. */
    void reload();

    /** Completes with the exit code when the daemon, started last, has stopped: 0 clean, 1 failed, 3 restart wanted. */
    CompletableFuture<Integer> exit();

    /** What it failed of; empty unless the exit code is 1. */
    String failure();
}
