package dev.donmai.worker;

import dev.donmai.worker.internal.Worker;
import java.util.List;

/**
 * The worker process. With {@code DONMAI_SESSION_DIR} (or {@code RENSEI_SESSION_DIR}) in its environment it runs that session
 * directory's session; otherwise it takes the flags of {@code sessions.md} §2.1 and asks the daemon they name. It ends with 0 when the
 * session completed, 1 when it failed, 2 when there was nothing to run.
 */
public final class WorkerMain {

    private WorkerMain() {}

    /** Runs one session. */
    public static void main(String[] arguments) {
        int status = new Worker(System.getenv(), System.out, System.err).run(List.of(arguments));
        System.out.flush();
        System.err.flush();
        // Not exit: a thread or shutdown hook of a provider must not keep a finished session's slot.
        Runtime.getRuntime().halt(status);
    }
}
