package dev.donmai.sessions.internal;

import dev.donmai.model.session.SessionFile;
import dev.donmai.model.wire.SessionRecord;
import dev.donmai.sessions.AdmissionException;
import dev.donmai.sessions.DuplicateSessionException;
import dev.donmai.sessions.SessionRequest.Claimed;
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
     * How long after its end a claim is remembered. A queue that then still offers it has heard nothing, in spite of all
     * attempts to tell it.
     */
    static final Duration MEMORY = Duration.ofHours(6);

    private final SessionDirectories directories;
    private final EndedSessions ended;
    private final Clock clock;

    RepeatedWork(SessionDirectories directories, EndedSessions ended, Clock clock) {
        this.directories = directories;
        this.ended = ended;
        this.clock = clock;
    }

    void refuse(Claimed request) throws AdmissionException {
        String id = request.spec().sessionId();
        if (request.claim().isEmpty()) {
            return;
        }
        try {
            Optional<SessionFile> file = directories.read(id);
            Optional<SessionRecord> record = ended.record(id);
            if (file.isPresent()
                    && file.get().claim().equals(request.claim())
                    && record.isPresent()
                    && recent(record.get())) {
                throw new DuplicateSessionException("session \"" + id + "\" has run this work already");
            }
        } catch (IOException e) {
            throw new AdmissionException("session \"" + id + "\": what has run is not readable: " + e.getMessage(), e);
        }
    }

    private boolean recent(SessionRecord record) {
        return record.handle().exit().at().plus(MEMORY).isAfter(clock.instant());
    }
}
