package dev.donmai.sessions.internal;

import dev.donmai.files.AtomicFile;
import dev.donmai.model.Json;
import dev.donmai.model.session.StopFile;
import dev.donmai.model.wire.ExitReason;
import dev.donmai.process.StopResult;
import dev.donmai.process.WrappedProcess;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a session before its time: the reason is on disk before the first signal, then TERM to the tree, the grace
 * period, KILL ({@code sessions.md} §1.11). That the session has ended is noticed elsewhere.
 */
final class StopRequest {

    private static final Logger LOG = LoggerFactory.getLogger(StopRequest.class);

    private final ExecutorService executor;
    private final Clock clock;

    StopRequest(ExecutorService executor, Clock clock) {
        this.executor = executor;
        this.clock = clock;
    }

    /**
     * Begins to stop a session, in the background. Only the first reason counts, an earlier end always does. A session
     * that is being finished has ended by itself.
     */
    void begin(LiveSession session, ExitReason reason, String detail, Duration grace) {
        if (session.isFinishing()) {
            return;
        }
        if (session.beginStop()) {
            LOG.info("stopping session {}: {} ({})", session.id(), reason.wireName(), detail);
            try {
                AtomicFile.write(session.layout().stop(), Json.bytes(new StopFile(reason, detail, clock.instant())));
            } catch (IOException e) {
                LOG.error(
                        "session {}: the reason of the stop could not be written; stopping it anyway", session.id(), e);
            }
        }
        signal(session, grace);
    }

    /** Goes on with a stop that a former daemon had begun. */
    void goOn(LiveSession session, Duration grace) {
        if (session.beginStop()) {
            LOG.info("stopping session {}, as an earlier daemon was told to", session.id());
            signal(session, grace);
        }
    }

    private void signal(LiveSession session, Duration grace) {
        if (session.hasten(grace)) {
            session.process().ifPresent(process -> executor.execute(() -> stop(session, process, grace)));
        }
    }

    private static void stop(LiveSession session, WrappedProcess process, Duration grace) {
        try {
            StopResult result = process.stop(grace);
            if (!result.gone()) {
                LOG.error("session {}: processes survived KILL: {}", session.id(), result.survivors());
            }
        } catch (IOException e) {
            LOG.error("session {}: its processes could not be ended", session.id(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
