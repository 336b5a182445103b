package dev.donmai.worker.internal.agent;

import dev.donmai.api.agent.AgentProcess;
import dev.donmai.process.ProgramProcess;
import dev.donmai.process.StopResult;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program that a runtime has started. What it prints passes through the session's output log on its way to the runtime. */
final class LaunchedProgram implements AgentProcess {

    private static final Logger LOG = LoggerFactory.getLogger(LaunchedProgram.class);

    private final ProgramProcess process;
    private final InputStream stdout;
    private final InputStream stderr;
    private final LastBytes errors;

    /** @param errors the end of what it prints on standard error */
    LaunchedProgram(ProgramProcess process, InputStream stdout, InputStream stderr, LastBytes errors) {
        this.process = process;
        this.stdout = stdout;
        this.stderr = stderr;
        this.errors = errors;
    }

    /** Whether it has not exited yet. */
    boolean runs() {
        try {
            return process.awaitExit(Duration.ZERO).isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** How it ended, for people: its exit status and its last words. */
    String ending() {
        try {
            OptionalInt status = process.awaitExit(Duration.ZERO);
            String text = errors.text().strip();
            return (status.isPresent() ? "exit status " + status.getAsInt() : "no exit status")
                    + (text.isEmpty() ? "" : ", its last words: " + text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public InputStream stdout() {
        return stdout;
    }

    @Override
    public InputStream stderr() {
        return stderr;
    }

    @Override
    public OptionalInt awaitExit(Duration timeout) throws InterruptedException {
        return process.awaitExit(timeout);
    }

    @Override
    public void stop(Duration grace) {
        try {
            StopResult result = process.stop(grace);
            if (!result.gone()) {
                LOG.warn("program {} left processes that can't be ended: {}", process.pid(), result.survivors());
            }
        } catch (IOException e) {
            LOG.warn("can't end the processes of program {}: {}", process.pid(), e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
