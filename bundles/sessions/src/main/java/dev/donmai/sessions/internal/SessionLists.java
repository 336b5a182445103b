package dev.donmai.sessions.internal;

import dev.donmai.model.PublicUrl;
import dev.donmai.model.Timestamps;
import dev.donmai.model.wire.SessionHandle;
import dev.donmai.model.wire.SessionRecord;
import dev.donmai.model.wire.SessionState;
import dev.donmai.model.wire.WorkareaRow;
import dev.donmai.sessions.SessionQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers about many sessions at once: what lives and what is over, in the order of the wire. */
final class SessionLists {

    private static final Comparator<SessionHandle> BY_ACCEPTANCE =
            Comparator.comparing(SessionHandle::acceptedAt).thenComparing(SessionHandle::sessionId);

    private static final Comparator<LiveSession> BY_ID_BYTES = (a, b) ->
            Arrays.compareUnsigned(a.id().getBytes(StandardCharsets.UTF_8), b.id().getBytes(StandardCharsets.UTF_8));

    private final Slots slots;
    private final EndedSessions ended;

    SessionLists(Slots slots, EndedSessions ended) {
        this.slots = slots;
        this.ended = ended;
    }

    List<SessionHandle> list(SessionQuery query) {
        List<SessionHandle> all = new ArrayList<>();
        if (query.state() == SessionQuery.State.RUNNING || query.state() == SessionQuery.State.ALL) {
            slots.all().forEach(session -> all.add(session.handle()));
        }
        if (query.state() != SessionQuery.State.RUNNING) {
            endedHandles().stream()
                    .filter(handle -> asked(handle, query.state()))
                    .forEach(all::add);
        }
        // A session that ends between the two looks is in both; its end is the news.
        Map<String, SessionHandle> byId = new LinkedHashMap<>();
        all.forEach(handle -> byId.put(handle.sessionId(), handle));
        List<SessionHandle> sorted =
                byId.values().stream().sorted(BY_ACCEPTANCE).toList();
        return latest(before(sorted, query.before()), query.limit());
    }

    private List<SessionHandle> endedHandles() {
        try {
            return ended.handles();
        } catch (IOException e) {
            throw new UncheckedIOException("the ended sessions cannot be listed: " + e.getMessage(), e);
        }
    }

    private static boolean asked(SessionHandle handle, SessionQuery.State state) {
        return state != SessionQuery.State.INTERRUPTED || handle.state() == SessionState.INTERRUPTED;
    }

    private List<SessionHandle> before(List<SessionHandle> sorted, String id) {
        if (id.isEmpty()) {
            return sorted;
        }
        return record(id)
                .map(SessionRecord::handle)
                .map(limit -> sorted.stream()
                        .filter(handle -> BY_ACCEPTANCE.compare(handle, limit) < 0)
                        .toList())
                .orElseGet(List::of);
    }

    private static List<SessionHandle> latest(List<SessionHandle> sorted, int limit) {
        return List.copyOf(sorted.subList(Math.max(0, sorted.size() - limit), sorted.size()));
    }

    /** The record of a session: a live one's as far as it is known. */
    Optional<SessionRecord> record(String id) {
        Optional<LiveSession> live = slots.find(id);
        if (live.isPresent()) {
            return live.map(LiveSession::recordSoFar);
        }
        try {
            return ended.record(id);
        } catch (IOException e) {
            throw new UncheckedIOException("session \"" + id + "\": " + e.getMessage(), e);
        }
    }

    List<WorkareaRow> activeWorkareas() {
        return slots.all().stream()
                .sorted(BY_ID_BYTES)
                .map(session -> new WorkareaRow(
                        session.id(),
                        "active",
                        "",
                        session.id(),
                        session.file().projectId(),
                        "ready",
                        session.file().spec().ref(),
                        PublicUrl.cut(session.file().spec().repository()),
                        "",
                        0,
                        "",
                        "",
                        Timestamps.t0(session.file().acceptedAt()).toString()))
                .toList();
    }
}
