package dev.donmai.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The launch wrapper of one session with everything below it, started by this JVM or adopted from an earlier one. Both are used the
 * same way; the process doesn't depend on this JVM. Thread-safe.
 */
public final class WrappedProcess {
    private final ProcessIdentity identity;
    private final Path directory;
    private final ProcessTree tree;
    private final CompletableFuture<Void> ended;

    WrappedProcess(ProcessIdentity identity, Path directory, ProcessTree tree, CompletableFuture<Void> ended) {
        this.identity = identity;
        this.directory = directory;
        this.tree = tree;
        this.ended = ended;
    }

    /** The pid of the wrapper: the session's pid, and its process group and session where the system has {@code setsid}. */
    public long pid() {
        return identity.pid();
    }

    /** Names the wrapper for good. The file {@code lock} says the same. */
    public ProcessIdentity identity() {
        return identity;
    }

    /** The session directory. */
    public Path directory() {
        return directory;
    }

    /** The wrapper and all that belongs to the session. */
    public ProcessTree tree() {
        return tree;
    }

    /** Whether the wrapper is running. What the command left behind may live longer: see {@link #tree()}. */
    public boolean isAlive() throws IOException {
        return identity.isAlive();
    }

    /**
     * Completes when the wrapper has ended, however that came. Then {@link #exit()} says how the command ended, and if it is
     * empty, the wrapper itself was killed and the command may still run. Each call gives a future of its own.
     */
    public CompletableFuture<Void> onExit() {
        return ended.copy();
    }

    /** How the command ended; see {@link ExitRecord#read}. */
    public Optional<ExitRecord> exit() throws IOException {
        return ExitRecord.read(directory);
    }

    /** Ends the whole tree; see {@link TreeStop#stop}. */
    public StopResult stop(Duration grace) throws IOException, InterruptedException {
        return TreeStop.stop(tree, grace);
    }
}
