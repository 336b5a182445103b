package dev.donmai.sessions.internal;

import dev.donmai.model.Json;
import dev.donmai.model.config.DaemonConfig.History;
import dev.donmai.model.wire.SessionHandle;
import dev.donmai.model.wire.SessionRecord;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions that are over: their records on disk, their handles in memory from the first question on. Bounded by
 * {@code sessions.history}. Thread-safe.
 */
final class EndedSessions {

    private static final Logger LOG = LoggerFactory.getLogger(EndedSessions.class);

    private static final Comparator<SessionHandle> OLDEST_FIRST =
            Comparator.comparing(SessionHandle::acceptedAt).thenComparing(SessionHandle::sessionId);

    private final SessionDirectories directories;
    private final Clock clock;
    private final Map<String, SessionHandle> handles = new HashMap<>();
    private boolean loaded;

    EndedSessions(SessionDirectories directories, Clock clock) {
        this.directories = directories;
        this.clock = clock;
    }

    /** The record of an ended session. */
    Optional<SessionRecord> record(String id) throws IOException {
        try {
            return Optional.of(Json.read(directories.of(id).record(), SessionRecord.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** All handles, by {@code acceptedAt}, then id. */
    synchronized List<SessionHandle> handles() throws IOException {
        load();
        return handles.values().stream().sorted(OLDEST_FIRST).toList();
    }

    synchronized void add(SessionRecord record) {
        if (loaded) {
            handles.put(record.handle().sessionId(), record.handle());
        }
    }

    /** An id runs again: what it was before is history that routes do not show. */
    synchronized void forget(String id) {
        handles.remove(id);
    }

    /** Reads the handles anew at the next question. */
    synchronized void reload() {
        handles.clear();
        loaded = false;
    }

    /** Removes the directories of sessions that are too many or too old. */
    synchronized void prune(History history) throws IOException {
        List<SessionHandle> oldestFirst = handles();
        Instant oldest = clock.instant().minus(Duration.ofDays(history.days()));
        int tooMany = oldestFirst.size() - history.count();
        for (int i = 0; i < oldestFirst.size(); i++) {
            SessionHandle handle = oldestFirst.get(i);
            if (i < tooMany || handle.acceptedAt().isBefore(oldest)) {
                directories.remove(handle.sessionId());
                handles.remove(handle.sessionId());
            }
        }
    }

    private void load() throws IOException {
        if (loaded) {
            return;
        }
        for (String id : directories.ids()) {
            try {
                record(id).ifPresent(record -> handles.put(id, record.handle()));
            } catch (IOException e) {
                LOG.warn("session {} is left out of the list: {}", id, e.getMessage());
            }
        }
        loaded = true;
    }
}
