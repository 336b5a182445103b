package dev.donmai.sessions.internal;

import dev.donmai.api.host.DaemonControl;
import dev.donmai.config.Configuration;
import dev.donmai.files.TreeDelete;
import dev.donmai.model.session.SessionFile;
import dev.donmai.model.session.SessionLayout;
import dev.donmai.model.wire.ExitReason;
import dev.donmai.model.wire.SessionHandle;
import dev.donmai.model.wire.SessionRecord;
import dev.donmai.routing.Router;
import dev.donmai.sessions.AdmissionException;
import dev.donmai.sessions.SessionRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes sessions from admission to their end; the steps themselves are classes of their own. Thread-safe. */
final class SessionHost implements SessionWatch.Findings {

    private static final Logger LOG = LoggerFactory.getLogger(SessionHost.class);

    private final Slots slots;
    private final Admission admission;
    private final SessionStart start;
    private final StopRequest stops;
    private final SessionEnd end;
    private final EndedSessions ended;
    private final Router router;
    private final Configuration configuration;
    private final DaemonControl daemon;
    private final ExecutorService executor;

    SessionHost(
            Slots slots,
            Admission admission,
            SessionStart start,
            StopRequest stops,
            SessionEnd end,
            EndedSessions ended,
            Router router,
            Configuration configuration,
            DaemonControl daemon,
            ExecutorService executor) {
        this.slots = slots;
        this.admission = admission;
        this.start = start;
        this.stops = stops;
        this.end = end;
        this.ended = ended;
        this.router = router;
        this.configuration = configuration;
        this.daemon = daemon;
        this.executor = executor;
    }

    /** Admits and starts; nothing is left of a session that is refused. */
    SessionHandle accept(SessionRequest request) throws AdmissionException {
        admission.reserve(request.spec());
        String id = request.spec().sessionId();
        boolean started = false;
        try {
            String address = daemon.address();
            Admission.Admitted admitted = admission.admit(request, address.isEmpty() ? "" : "http://" + address);
            router.record(admitted.explanation());
            LiveSession session = launch(admitted.file());
            started = true;
            LOG.info("session {} started, pid {}", id, session.handle().pid());
            return session.handle();
        } finally {
            if (!started) {
                slots.free(id);
            }
        }
    }

    private LiveSession launch(SessionFile file) throws AdmissionException {
        try {
            SessionLayout layout = start.prepare(file);
            ended.forget(file.sessionId());
            try {
                LiveSession session = start.launch(file, layout, daemon.workerId());
                follow(session);
                return session;
            } catch (IOException e) {
                TreeDelete.delete(layout.directory());
                throw e;
            }
        } catch (IOException e) {
            throw new AdmissionException("start worker: " + e.getMessage(), e);
        }
    }

    /** Gives a session its slot, and notices its end. */
    void follow(LiveSession session) {
        slots.occupy(session);
        if (session.process().isEmpty()) {
            gone(session);
            return;
        }
        var _ = session.process().get().onExit().whenComplete((_, _) -> gone(session));
    }

    @Override
    public void gone(LiveSession session) {
        if (session.beginFinish()) {
            executor.execute(() -> finish(session));
        }
    }

    private void finish(LiveSession session) {
        try {
            SessionRecord record = end.finish(session);
            ended.add(record);
            slots.free(session.id());
            session.ended().complete(record);
            LOG.info(
                    "session {} ended: {} ({})",
                    session.id(),
                    record.handle().state().wireName(),
                    record.handle().exit().reason().wireName());
            ended.prune(configuration.current().sessions().history());
        } catch (IOException | RuntimeException e) {
            slots.free(session.id());
            session.ended().completeExceptionally(e);
            LOG.error(
                    "session {} could not be finished; the next start of the daemon tries again: {}",
                    session.id(),
                    session.layout().directory(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop(LiveSession session, ExitReason reason, String detail) {
        stop(session, reason, detail, grace());
    }

    void stop(LiveSession session, ExitReason reason, String detail, Duration grace) {
        stops.begin(session, reason, detail, grace);
    }

    /** Ends all sessions and waits until their slots are free, or KILL has had its time. */
    void terminate(Duration grace) throws InterruptedException {
        List<LiveSession> all = slots.all();
        all.forEach(session -> stop(session, ExitReason.STOPPED, "the daemon stops", grace));
        long deadline = System.nanoTime() + grace.plus(FINISH_TIME).toNanos();
        int left = slots.awaitEmpty(deadline);
        if (left > 0) {
            LOG.error("{} session(s) are not finished; the next start of the daemon goes on with them", left);
        }
    }

    /** What a session needs at the most between KILL and its record. */
    private static final Duration FINISH_TIME = Duration.ofSeconds(30);

    private Duration grace() {
        return Duration.ofSeconds(configuration.current().limits().stopGraceSeconds());
    }
}
