package dev.donmai.tck.internal.agent;

import dev.donmai.api.agent.AgentProcess;
import dev.donmai.process.ProcessEntry;
import dev.donmai.process.ProgramProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** A program that the runtime has started through the worker. */
final class Launched implements AgentProcess {

    /** No check waits five seconds for a program that will not go; that it is killed then is the worker's work anyway. */
    private static final Duration LONGEST_GRACE = Duration.ofMillis(200);

    private final ProgramProcess process;

    Launched(ProgramProcess process) {
        this.process = process;
    }

    /** The live processes of its tree. */
    List<Long> alive() throws IOException {
        return process.tree().scan().stream().map(ProcessEntry::pid).toList();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public InputStream stdout() {
        return process.stdout();
    }

    @Override
    public InputStream stderr() {
        return process.stderr();
    }

    @Override
    public OptionalInt awaitExit(Duration timeout) throws InterruptedException {
        return process.awaitExit(timeout);
    }

    @Override
    public void stop(Duration grace) {
        try {
            process.stop(grace.compareTo(LONGEST_GRACE) < 0 ? grace : LONGEST_GRACE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
