package dev.donmai.http.internal;

import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.session.InboxFile;
import dev.donmai.model.wire.GitCredential;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.model.wire.SessionHandle;
import dev.donmai.model.wire.SessionRecord;
import dev.donmai.model.wire.SessionState;
import dev.donmai.model.wire.WorkareaRow;
import dev.donmai.sessions.AdmissionException;
import dev.donmai.sessions.PlatformCredentials;
import dev.donmai.sessions.SessionEvents;
import dev.donmai.sessions.SessionOutput;
import dev.donmai.sessions.SessionQuery;
import dev.donmai.sessions.SessionRequest;
import dev.donmai.sessions.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** Sessions that a test puts there, and a note of what was asked for. */
final class FakeSessions implements Sessions {

    final List<SessionRequest> accepted = new ArrayList<>();
    final List<SessionQuery> queries = new ArrayList<>();
    final List<String> stops = new CopyOnWriteArrayList<>();
    final Map<String, SessionDetail> details = new ConcurrentHashMap<>();
    final Map<String, SessionRecord> records = new ConcurrentHashMap<>();
    final Map<String, Supplier<SessionEvents>> events = new ConcurrentHashMap<>();
    final Map<String, Supplier<SessionOutput>> outputs = new ConcurrentHashMap<>();
    final List<WorkareaRow> workareas = new ArrayList<>();
    /** Below zero: as many as are configured. */
    volatile int slots = 4;

    volatile String refusal = "";
    volatile Optional<Boolean> stopped = Optional.of(true);
    /** Until it opens, no stop is over. */
    volatile CountDownLatch stopGate = new CountDownLatch(0);

    static SessionHandle handle(String id) {
        return new SessionHandle(
                id,
                4711,
                Instant.parse("2026-05-20T09:15:04.5Z"),
                SessionState.RUNNING,
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                dev.donmai.model.wire.Exit.NONE);
    }

    @Override
    public boolean authorises(String sessionId, String token) {
        return details.containsKey(sessionId) && token.equals("token of " + sessionId);
    }

    @Override
    public SessionHandle accept(SessionRequest request) throws AdmissionException {
        if (!refusal.isEmpty()) {
            throw new AdmissionException(refusal);
        }
        accepted.add(request);
        return handle(request.spec().sessionId());
    }

    @Override
    public List<SessionHandle> list(SessionQuery query) {
        queries.add(query);
        return accepted.stream()
                .map(request -> handle(request.spec().sessionId()))
                .toList();
    }

    @Override
    public int active() {
        return accepted.size();
    }

    @Override
    public int capacity() {
        return slots;
    }

    @Override
    public int capacity(DaemonConfig config) {
        return slots < 0 ? config.capacity().maxConcurrentSessions() : slots;
    }

    @Override
    public void setCapacity(int count) {
        slots = count;
    }

    @Override
    public void updateCredentials(PlatformCredentials credentials) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void updateGitCredentials(List<GitCredential> credentials) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean deliver(String sessionId, InboxFile message) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<SessionDetail> detail(String sessionId) {
        return Optional.ofNullable(details.get(sessionId));
    }

    @Override
    public Optional<SessionRecord> record(String sessionId) {
        return Optional.ofNullable(records.get(sessionId));
    }

    @Override
    public List<WorkareaRow> activeWorkareas() {
        return workareas;
    }

    @Override
    public Optional<Boolean> stop(String sessionId, String reason, Duration wait) throws InterruptedException {
        stops.add(sessionId + ": " + reason);
        stopGate.await();
        return stopped;
    }

    @Override
    public Optional<SessionEvents> events(String sessionId) {
        return Optional.ofNullable(events.get(sessionId)).map(Supplier::get);
    }

    @Override
    public Optional<SessionOutput> output(String sessionId) {
        return Optional.ofNullable(outputs.get(sessionId)).map(Supplier::get);
    }
}
