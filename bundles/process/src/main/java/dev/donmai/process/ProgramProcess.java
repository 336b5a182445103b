package dev.donmai.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running {@link Program} with pipes. Thread-safe, but each stream has one reader, on a platform thread: a read of a pipe would hold
 * the carrier of a virtual one.
 */
public final class ProgramProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgramProcess.class);

    private final Process process;
    private final ProcessTree tree;

    private ProgramProcess(Process process, ProcessTree tree) {
        this.process = process;
        this.tree = tree;
    }

    static ProgramProcess start(ProcessBuilder builder, String nonce, Program.Input input) throws IOException {
        Process process = builder.start();
        OwnChildren.add(process);
        ProcessTree tree = ProcessTree.ofProgram(ProcessIdentity.of(process.pid(), nonce));
        if (input instanceof Program.Input.Bytes bytes) {
            feed(process, bytes.content());
        }
        return new ProgramProcess(process, tree);
    }

    /** Its pid, which is also its process group and session where the system has {@code setsid}. */
    public long pid() {
        return process.pid();
    }

    /** What it writes to standard output. */
    public InputStream stdout() {
        return process.getInputStream();
    }

    /** What it writes to standard error. */
    public InputStream stderr() {
        return process.getErrorStream();
    }

    /** What it reads, where {@link Program#pipedStdin()} was asked for; otherwise closed or being written already. */
    public OutputStream stdin() {
        return process.getOutputStream();
    }

    /** The program and everything that it has started. */
    public ProcessTree tree() {
        return tree;
    }

    /** Whether the program itself is running; what it started may live longer. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Waits until the program itself has ended.
     *
     * @return its exit code, 128 + n where signal n ended it; empty if it is still running after {@code limit}
     */
    public OptionalInt awaitExit(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)
                ? OptionalInt.of(process.exitValue())
                : OptionalInt.empty();
    }

    /** Completes with the exit code, as in {@link #awaitExit}, when the program itself has ended. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Ends the program and everything that it has started; see {@link TreeStop#stop}. */
    public StopResult stop(Duration grace) throws IOException, InterruptedException {
        return TreeStop.stop(tree, grace);
    }

    /** Kills what is left of the tree, without grace, and closes the streams. */
    @Override
    public void close() throws IOException {
        try {
            stop(Duration.ZERO);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } finally {
            // Closing what nobody holds any more doesn't block. A stream that a survivor holds isn't ours to wait for.
            process.getOutputStream().close();
        }
    }

    private static void feed(Process process, byte[] content) {
        Thread.ofPlatform()
                .daemon()
                .name("donmai-program-" + process.pid() + "-stdin")
                .start(() -> {
                    try (OutputStream in = process.getOutputStream()) {
                        in.write(content);
                    } catch (IOException e) {
                        // It ended, or closed its input, before it had read everything: its right.
                        LOG.debug("program {} did not read all of its input: {}", process.pid(), e.getMessage());
                    }
                });
    }
}
