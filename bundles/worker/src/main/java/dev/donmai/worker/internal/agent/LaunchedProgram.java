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

    LaunchedProgram(ProgramProcess process, InputStream stdout, InputStream stderr) {
        this.process = process;
        this.stdout = stdout;
        this.stderr = stderr;
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
