package dev.donmai.sessions.internal;

import dev.donmai.model.wire.ExitReason;
import dev.donmai.process.WrappedProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every live session several times a second: its duration, what it has printed, and whether its wrapper is
 * still there (which is normally noticed at once, by the exit of the process). One thread for all.
 */
final class SessionWatch implements AutoCloseable {

    private static final long PERIOD_MILLIS = 200;

    private static final Logger LOG = LoggerFactory.getLogger(SessionWatch.class);

    /** What is done about what the watch sees. */
    interface Findings {

        void gone(LiveSession session);

        void stop(LiveSession session, ExitReason reason, String detail);
    }

    private final Slots slots;
    private final Findings findings;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("donmai-session-watch").unstarted(task));

    SessionWatch(Slots slots, Findings findings) {
        this.slots = slots;
        this.findings = findings;
    }

    void start() {
        var _ = scheduler.scheduleWithFixedDelay(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        for (LiveSession session : slots.all()) {
            try {
                look(session);
            } catch (IOException | RuntimeException | Error e) {
                LOG.error("session {} could not be looked at; the watch goes on", session.id(), e);
            }
        }
    }

    private void look(LiveSession session) throws IOException {
        if (session.isFinishing()) {
            return;
        }
        if (session.process().isPresent() && !isAlive(session.process().get())) {
            findings.gone(session);
        } else if (session.isStopping()) {
            return;
        } else if (session.overdue(System.nanoTime())) {
            findings.stop(
                    session,
                    ExitReason.TIMEOUT,
                    "ran longer than "
                            + Duration.ofSeconds(session.file().limits().maxDurationSeconds()));
        } else if (PrintedOutput.exceedsLimit(session)) {
            findings.stop(
                    session,
                    ExitReason.OUTPUT_LIMIT,
                    "printed more than " + session.file().limits().outputMb() + " MiB");
        }
    }

    private static boolean isAlive(WrappedProcess process) throws IOException {
        return process.isAlive();
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
