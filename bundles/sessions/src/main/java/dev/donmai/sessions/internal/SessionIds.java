package dev.donmai.sessions.internal;

import dev.donmai.files.ContainedPath;
import dev.donmai.sessions.AdmissionException;
import java.util.Optional;

/** Which ids a session may have: one harmless path segment (README decision 4). */
final class SessionIds {

    private SessionIds() {}

    static void require(String id) throws AdmissionException {
        if (id.isEmpty()) {
            throw new AdmissionException("sessionId is required");
        }
        Optional<String> objection = ContainedPath.objectionTo(id);
        if (objection.isPresent()) {
            throw new AdmissionException("invalid sessionId: it " + objection.get());
        }
    }

    /** Whether an id in a request can name a session at all. */
    static boolean wellFormed(String id) {
        return ContainedPath.objectionTo(id).isEmpty();
    }
}
