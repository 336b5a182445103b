package dev.donmai.sessions.internal;

import dev.donmai.model.session.SessionFile;
import dev.donmai.model.wire.SessionRecord;
import dev.donmai.sessions.DuplicateSessionException;
import dev.donmai.sessions.SessionRequest.Claimed;
import dev.donmai.store.Outbox;
import dev.donmai.store.StoreException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells work that has run from an id that was queued anew. A queue that repeats itself, or that has not heard of the result
 * yet, offers the same claim again; it must not be run twice.
 */
final class RepeatedWork {

    /**
     * How long after its end a claim is remembered whose result was delivered. A queue that then still offers it has lost
     * what it was told.
     */
    static final Duration MEMORY = Duration.ofHours(6);

    private final SessionDirectories directories;
    private final EndedSessions ended;
    private final Outbox outbox;
    private final Clock clock;

    RepeatedWork(SessionDirectories directories, EndedSessions ended, Outbox outbox, Clock clock) {
        this.directories = directories;
        this.ended = ended;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Refuses what has run.
     *
     * @throws DuplicateSessionException also when the earlier run is not finished, or cannot be read and nobody knows
     */
    void refuse(Claimed request) throws DuplicateSessionException {
        String id = request.spec().sessionId();
        try {
            Optional<SessionFile> file = directories.read(id);
            if (file.isEmpty() || !file.get().claim().equals(request.claim())) {
                return;
            }
            Optional<SessionRecord> record = ended.record(id);
            if (record.isEmpty()) {
                throw new DuplicateSessionException("session \"" + id + "\" is already active");
            }
            if (outbox.owes(id)) {
                throw new DuplicateSessionException(
                        "session \"" + id + "\" has run this work, its result waits to be delivered");
            }
            // Without a time of queuing, work that is queued anew looks like work that is repeated.
            if (!request.claim().isEmpty() && recent(record.get())) {
                throw new DuplicateSessionException("session \"" + id + "\" has run this work already");
            }
        } catch (IOException | StoreException e) {
            throw new DuplicateSessionException("session \"" + id
                    + "\" may have run this work; what is known of it is not readable: " + e.getMessage());
        }
    }

    private boolean recent(SessionRecord record) {
        return record.handle().exit().at().plus(MEMORY).isAfter(clock.instant());
    }
}
