package dev.donmai.orchestrator.internal.queue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.config.StateDirectory;
import dev.donmai.files.AtomicFile;
import dev.donmai.model.Json;
import dev.donmai.model.session.SessionLayout;
import dev.donmai.model.wire.Exit;
import dev.donmai.model.wire.ExitReason;
import dev.donmai.model.wire.SessionHandle;
import dev.donmai.model.wire.SessionRecord;
import dev.donmai.model.wire.SessionSpec;
import dev.donmai.model.wire.SessionState;
import dev.donmai.sessions.AdmissionException;
import dev.donmai.sessions.SessionRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A daemon's sessions, as directories that say what the real ones would. */
final class FakeIntake implements Intake {

    private final StateDirectory state;
    private final Map<String, AdmissionException> refusals = new HashMap<>();
    private final Map<String, SessionRequest> live = new HashMap<>();
    private final List<SessionRequest> accepted = new ArrayList<>();
    private int capacity = 100;
    private boolean ending;

    FakeIntake(StateDirectory state) {
        this.state = state;
    }

    /** From now on sessions end at once, completed. */
    synchronized FakeIntake ending() {
        ending = true;
        return this;
    }

    synchronized void capacity(int slots) {
        capacity = slots;
    }

    synchronized void refuse(String sessionId, AdmissionException with) {
        refusals.put(sessionId, with);
    }

    synchronized void allow(String sessionId) {
        refusals.remove(sessionId);
    }

    @Override
    public synchronized boolean open() {
        return live.size() < capacity;
    }

    @Override
    public synchronized void accept(SessionRequest request) throws AdmissionException {
        String id = request.spec().sessionId();
        AdmissionException refusal = refusals.get(id);
        if (refusal != null) {
            throw refusal;
        }
        if (!open()) {
            throw new AdmissionException("at capacity");
        }
        begin(state, id, ((SessionRequest.Claimed) request).claim());
        accepted.add(request);
        if (ending) {
            end(state, request.spec(), SessionState.COMPLETED);
        } else {
            live.put(id, request);
        }
    }

    @Override
    public synchronized Set<String> live() {
        return Set.copyOf(live.keySet());
    }

    @Override
    public Duration keepSettled() {
        return Duration.ofDays(30);
    }

    synchronized List<SessionRequest> accepted() {
        return List.copyOf(accepted);
    }

    List<String> acceptedIds() {
        return accepted().stream().map(request -> request.spec().sessionId()).toList();
    }

    synchronized void end(String sessionId, SessionState as) {
        SessionRequest request = live.get(sessionId);
        if (request == null) {
            throw new AssertionError(sessionId + " does not live");
        }
        end(state, request.spec(), as);
        live.remove(sessionId);
    }

    /** Writes what says that a session was admitted. */
    static void begin(StateDirectory state, String id, String claim) {
        SessionLayout layout = new SessionLayout(state.sessions().resolve(id));
        try {
            Files.createDirectories(layout.directory());
            Files.deleteIfExists(layout.record());
            AtomicFile.write(
                    layout.session(),
                    Json.line(Json.object()
                            .put("claim", claim)
                            .set("spec", Json.object().put("sessionId", id))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes what says that a session has ended. */
    static void end(StateDirectory state, SessionSpec spec, SessionState as) {
        Exit exit = new Exit(
                as,
                as == SessionState.COMPLETED ? ExitReason.COMPLETED : ExitReason.FAILED,
                as == SessionState.COMPLETED ? 0 : 1,
                0,
                Instant.EPOCH);
        String id = spec.sessionId();
        SessionHandle handle =
                new SessionHandle(id, 0, Instant.EPOCH, as, spec.repository(), "", "", "", "", "", "", "", exit);
        SessionRecord record = Json.mapper()
                .convertValue(
                        Json.object()
                                .<ObjectNode>set("handle", Json.mapper().valueToTree(handle))
                                .set("spec", Json.mapper().valueToTree(spec)),
                        SessionRecord.class);
        try {
            AtomicFile.write(new SessionLayout(state.sessions().resolve(id)).record(), Json.bytes(record));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
