package dev.donmai.launcher;

import dev.donmai.api.host.DaemonControl;
import dev.donmai.files.PathLock;
import dev.donmai.files.TreeDelete;
import dev.donmai.launcher.framework.DaemonFramework;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A daemon that runs in this process. Thread-safe. */
public final class RunningDaemon implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningDaemon.class);

    private final DaemonFramework framework;
    private final DaemonControl control;
    private final PathLock lock;
    private final Path storage;
    private final CompletableFuture<Integer> ended;

    RunningDaemon(DaemonFramework framework, DaemonControl control, PathLock lock, Path storage) {
        this.framework = framework;
        this.control = control;
        this.lock = lock;
        this.storage = storage;
        // Whatever completes it is a thread of the daemon, which cannot take down the framework it runs in.
        ended = control.exit()
                .thenApplyAsync(
                        this::release,
                        task -> Thread.ofPlatform().name("donmai-release").start(task));
    }

    private int release(int code) {
        framework.close();
        try {
            TreeDelete.delete(storage);
        } catch (IOException e) {
            LOG.warn("{} is left behind", storage, e);
        }
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("the state directory could not be released", e);
        }
        return code;
    }

    /** Where the control API listens, {@code host:port}; empty when no port is open. */
    public String address() {
        return control.address();
    }

    /** The Unix domain socket it listens on, beside or instead of a port. */
    public Optional<Path> socket() {
        return control.socket();
    }

    /** What it failed of; empty unless its exit code is 1. */
    public String failure() {
        return control.failure();
    }

    /** The id under which the daemon is registered. */
    public String workerId() {
        return control.workerId();
    }

    /** Begins a graceful stop and returns; running sessions get the drain time. */
    public void stop() {
        stop("the program that runs the daemon asked for it");
    }

    /** Begins a graceful stop; the cause goes to the log. */
    public void stop(String cause) {
        control.stop(cause);
    }

    /** Ends running sessions now, and the daemon with them; returns at once. */
    public void forceStop() {
        control.forceStop();
    }

    /** Reads the configuration again. */
    public void reload() {
        control.reload();
    }

    /**
     * Waits until the daemon has ended and released everything.
     *
     * @return the exit code: 0 clean, 1 failed, 3 restart wanted; empty when it still runs after that time
     */
    public OptionalInt awaitExit(Duration atMost) throws InterruptedException {
        try {
            return OptionalInt.of(ended.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return OptionalInt.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the daemon did not end cleanly", e.getCause());
        }
    }

    /** Stops the daemon if it runs, gracefully, and waits until it has ended. */
    @Override
    public void close() {
        stop("closed");
        ended.join();
    }
}
