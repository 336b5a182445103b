package dev.donmai.sessions.internal;

import dev.donmai.api.host.DaemonControl;
import dev.donmai.config.Configuration;
import dev.donmai.lifecycle.DaemonState;
import dev.donmai.lifecycle.Lifecycle;
import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.session.SessionFile;
import dev.donmai.model.wire.ExitReason;
import dev.donmai.model.wire.SessionHandle;
import dev.donmai.model.wire.SessionRecord;
import dev.donmai.routing.Router;
import dev.donmai.sessions.AdmissionException;
import dev.donmai.sessions.SessionRequest;
import dev.donmai.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes sessions from admission to their end; the steps themselves are classes of their own. Thread-safe. */
final class SessionHost implements SessionWatch.Findings {

    /** What a session needs at the most between KILL and its record. */
    private static final Duration FINISH_TIME = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final String STOPS = "the daemon stops";

    /** With the pauses in between: a quarter of an hour. */
    private static final int MAX_FINISHES = 18;

    private static final long MAX_PAUSE_SECONDS = 60;

    private static final Logger LOG = LoggerFactory.getLogger(SessionHost.class);

    private final Slots slots;
    private final Admission admission;
    private final SessionStart start;
    private final StopRequest stops;
    private final SessionEnd end;
    private final EndedSessions ended;
    private final Lifecycle lifecycle;
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
            Lifecycle lifecycle,
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
        this.lifecycle = lifecycle;
        this.router = router;
        this.configuration = configuration;
        this.daemon = daemon;
        this.executor = executor;
    }

    /** Admits and starts; nothing is left of a session that is refused. */
    SessionHandle accept(SessionRequest request) throws AdmissionException {
        // One snapshot for all checks: no file ever said the allowlist of one and the capacity of the other.
        DaemonConfig config = configuration.current();
        admission.reserve(request, config);
        String id = request.spec().sessionId();
        boolean started = false;
        try {
            Admission.Admitted admitted = admission.admit(request, config, daemonUrl());
            router.record(admitted.explanation());
            LiveSession session = launch(admitted.file());
            started = true;
            LOG.info("session {} started, pid {}", id, session.handle().pid());
            return session.handle();
        } finally {
            if (!started) {
                slots.release(id);
            }
        }
    }

    /** Where workers find the control API; empty when it is at no address. */
    String daemonUrl() {
        String address = daemon.address();
        return address.isEmpty() ? "" : "http://" + address;
    }

    private LiveSession launch(SessionFile file) throws AdmissionException {
        ended.forget(file.sessionId());
        try {
            LiveSession session = start.start(file, daemon.workerId());
            follow(session);
            if (lifecycle.state() == DaemonState.DRAINING) {
                stop(session, ExitReason.STOPPED, STOPS, Duration.ZERO);
            }
            return session;
        } catch (SpawnHookException e) {
            ended.reload();
            throw new AdmissionException("pre-spawn hook: " + e.getMessage(), e);
        } catch (IOException e) {
            ended.reload();
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
            slots.free(session);
            session.ended().complete(record);
            LOG.info(
                    "session {} ended: {} ({})",
                    session.id(),
                    record.handle().state().wireName(),
                    record.handle().exit().reason().wireName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (IOException | RuntimeException | Error e) {
            tryAgain(session, e);
            return;
        }
        prune();
    }

    /** A full disk or a locked file may pass: the session keeps its slot meanwhile, and nothing of it is lost. */
    private void tryAgain(LiveSession session, Throwable cause) {
        // Without its result in the store nobody would ever hear of it: that is waited for as long as it takes.
        boolean unreported = cause instanceof StoreException;
        int failures = unreported ? session.reportRefused() : session.finishFailed();
        if (!unreported && failures > MAX_FINISHES) {
            slots.free(session);
            session.ended().completeExceptionally(cause);
            LOG.error(
                    "session {} could not be finished; {} stays as it is until the daemon starts again",
                    session.id(),
                    session.layout().directory(),
                    cause);
            return;
        }
        Duration pause = Duration.ofSeconds(Math.min(MAX_PAUSE_SECONDS, 1L << Math.min(failures, 10)));
        LOG.warn("session {} is not finished yet, trying again in {}: {}", session.id(), pause, cause.toString());
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, executor)
                .execute(() -> finish(session));
    }

    private void prune() {
        try {
            ended.prune(configuration.current().sessions().history());
        } catch (IOException | RuntimeException e) {
            LOG.warn("ended sessions beyond the history could not be removed: {}", e.toString());
        }
    }

    /** Takes over what a former daemon left: live sessions are followed, and ended if it had been told to. */
    void adopt(LiveSession session) {
        follow(session);
        if (Files.exists(session.layout().stop())) {
            stops.goOn(session, grace());
        }
    }

    @Override
    public void stop(LiveSession session, ExitReason reason, String detail) {
        stop(session, reason, detail, grace());
    }

    void stop(LiveSession session, ExitReason reason, String detail, Duration grace) {
        stops.begin(session, reason, detail, grace);
    }

    /** Ends all sessions, those being started too, and waits until their slots are free or KILL has had its time. */
    void terminate(Duration grace) throws InterruptedException {
        long deadline = System.nanoTime() + grace.plus(FINISH_TIME).toNanos();
        int left;
        do {
            slots.all().forEach(session -> stop(session, ExitReason.STOPPED, STOPS, grace));
            left = slots.awaitEmpty(System.nanoTime() + LOOK.toNanos());
        } while (left > 0 && System.nanoTime() - deadline < 0);
        if (left > 0) {
            LOG.error("{} session(s) are not finished; the next start of the daemon goes on with them", left);
        }
    }

    private Duration grace() {
        return Duration.ofSeconds(configuration.current().limits().stopGraceSeconds());
    }
}
