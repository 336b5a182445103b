package dev.donmai.worker.internal;

import dev.donmai.worker.internal.assignment.PreflightException;
import dev.donmai.worker.internal.assignment.SessionDirectory;
import dev.donmai.worker.internal.assignment.Variables;
import dev.donmai.worker.internal.platform.PlatformTiming;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The worker, as patient as the real one, a few hundred times faster. */
public final class QuickWorker {

    private static final PlatformTiming.Delivery DELIVERY =
            new PlatformTiming.Delivery(Duration.ofMillis(600), Duration.ofMillis(10), Duration.ofMillis(50));

    private static final PlatformTiming TIMING = new PlatformTiming(
            new PlatformTiming.Lock(Duration.ofMillis(50), List.of(Duration.ofMillis(5)), 3),
            DELIVERY,
            DELIVERY,
            DELIVERY);

    private QuickWorker() {}

    /** Runs one session. */
    public static void main(String[] arguments) {
        int status = new Worker(System.getenv(), System.out, System.err, TIMING).run(List.of(arguments));
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(status);
    }

    /**
     * Runs the session of a session directory in this process, which nobody can then send signals to.
     *
     * @return the status that a process would end with
     */
    public static int here(Map<String, String> environment, PrintStream out) throws PreflightException {
        Variables variables = new Variables(environment);
        Path directory = Path.of(variables.get("SESSION_DIR"));
        Conclusion conclusion = new SessionRun(
                        SessionDirectory.read(directory, variables), environment, InstantSource.system(), TIMING)
                .run();
        out.print(conclusion.output());
        return conclusion.exitCode();
    }
}
