package dev.donmai.worker.internal;

import dev.donmai.model.session.SessionLayout;
import dev.donmai.process.Subreaper;
import dev.donmai.worker.internal.assignment.Assignment;
import dev.donmai.worker.internal.assignment.Flags;
import dev.donmai.worker.internal.assignment.PreflightException;
import dev.donmai.worker.internal.assignment.SessionDirectory;
import dev.donmai.worker.internal.assignment.Variables;
import dev.donmai.worker.internal.platform.PlatformTiming;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The worker as a program: assignment, signals, run, exit code. */
public final class Worker {

    /** Status when there was nothing to run. */
    static final int PREFLIGHT = 2;

    /** How long a second signal waits for the agent's processes to be killed. */
    private static final int LAST_LOOK_MILLIS = 1000;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;
    private final PlatformTiming timing;

    /** @param environment the worker's environment */
    public Worker(Map<String, String> environment, PrintStream out, PrintStream err) {
        this(environment, out, err, PlatformTiming.DEFAULT);
    }

    /** One that speaks to its platform at another pace. */
    Worker(Map<String, String> environment, PrintStream out, PrintStream err, PlatformTiming timing) {
        this.timing = timing;
        this.environment = Map.copyOf(environment);
        this.out = out;
        this.err = err;
    }

    /** Runs what the environment or the arguments name, and says with which status the process is to end. */
    public int run(List<String> arguments) {
        Variables variables = new Variables(environment);
        String directory = variables.get(SessionLayout.VARIABLE);
        try {
            if (!directory.isEmpty()) {
                // No arguments are given then, and the parser for them is not loaded: it costs more than the whole
                // preflight.
                return run(SessionDirectory.read(Path.of(directory), variables), true);
            }
            Optional<Flags> flags = Flags.parse(arguments, out);
            return flags.isEmpty()
                    ? 0
                    : run(flags.get().assignment(variables), flags.get().json());
        } catch (PreflightException e) {
            err.println("Error: " + e.getMessage());
            return PREFLIGHT;
        }
    }

    private int run(Assignment assignment, boolean print) {
        // What the agent orphans becomes a child of this process, where its end can be seen, and is not lost to init.
        Subreaper.enable();
        SessionRun run = new SessionRun(assignment, environment, InstantSource.system(), timing);
        AtomicBoolean told = new AtomicBoolean();
        for (String signal : List.of("TERM", "INT")) {
            Signals.handle(signal, name -> {
                if (told.compareAndSet(false, true)) {
                    run.terminate();
                } else {
                    atOnce(run);
                }
            });
        }
        Conclusion conclusion = run.run();
        if (print) {
            out.print(conclusion.output());
            out.flush();
        }
        if (!conclusion.error().isEmpty()) {
            err.println("Error: " + conclusion.error());
        }
        return conclusion.exitCode();
    }

    private static void atOnce(SessionRun run) {
        Thread kill = Thread.ofPlatform().daemon().name("donmai-kill").start(run::kill);
        try {
            kill.join(LAST_LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
