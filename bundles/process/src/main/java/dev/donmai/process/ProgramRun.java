package dev.donmai.process;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.OptionalInt;

/** One {@link Program#run()}. */
final class ProgramRun {
    /** What a program has to end by itself when its deadline is over. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** How long the streams may stay open after the program has ended, until whoever holds them is ended. */
    private static final Duration DRAIN = Duration.ofSeconds(1);

    private final Program program;
    private final Duration deadline;
    private final int outputCap;
    private final int errorCap;

    ProgramRun(Program program, Duration deadline, int outputCap, int errorCap) {
        this.program = program;
        this.deadline = deadline;
        this.outputCap = outputCap;
        this.errorCap = errorCap;
    }

    ProgramResult run() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        ProgramProcess process = program.start();
        Tail stdout = new Tail(outputCap);
        Tail stderr = new Tail(errorCap);
        Thread out = read(process.stdout(), stdout, process.pid() + "-stdout");
        Thread err = read(process.stderr(), stderr, process.pid() + "-stderr");
        try {
            OptionalInt code = process.awaitExit(deadline);
            boolean timedOut = code.isEmpty();
            if (timedOut) {
                process.stop(GRACE);
                code = process.awaitExit(GRACE);
            }
            if (!joined(out, err)) {
                process.stop(Duration.ZERO);
                joined(out, err);
            }
            return new ProgramResult(
                    // Only a process that the kernel can't end has no code here.
                    code.orElse(128 + Posix.SIGKILL),
                    timedOut,
                    stdout.captured(),
                    stderr.captured(),
                    Duration.ofNanos(System.nanoTime() - begin));
        } catch (InterruptedException e) {
            process.close();
            throw e;
        }
    }

    private static boolean joined(Thread out, Thread err) throws InterruptedException {
        long until = System.nanoTime() + DRAIN.toNanos();
        boolean outDone = out.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
        return err.join(Duration.ofNanos(Math.max(1, until - System.nanoTime()))) && outDone;
    }

    private static Thread read(InputStream in, Tail into, String name) {
        return Thread.ofPlatform().daemon().name("donmai-program-" + name).start(() -> into.fill(in));
    }
}
