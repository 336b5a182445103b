package dev.donmai.git;

import dev.donmai.process.ProgramProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.OptionalInt;

/** A program in the shape that JGit wants. */
final class JGitProcess extends Process {
    private final ProgramProcess program;

    JGitProcess(ProgramProcess program) {
        this.program = program;
    }

    @Override
    public OutputStream getOutputStream() {
        return program.stdin();
    }

    @Override
    public InputStream getInputStream() {
        return program.stdout();
    }

    @Override
    public InputStream getErrorStream() {
        return program.stderr();
    }

    @Override
    public int waitFor() throws InterruptedException {
        OptionalInt exit = OptionalInt.empty();
        while (exit.isEmpty()) {
            exit = program.awaitExit(Duration.ofHours(1));
        }
        return exit.getAsInt();
    }

    @Override
    public int exitValue() {
        if (program.isAlive()) {
            throw new IllegalThreadStateException("still running");
        }
        return program.onExit().join();
    }

    @Override
    public void destroy() {
        try {
            program.close();
        } catch (IOException e) {
            throw new UncheckedIOException("ssh can't be ended", e);
        }
    }
}
