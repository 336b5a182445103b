package dev.donmai.sessions;

import dev.donmai.model.wire.SessionDetail;
import dev.donmai.model.wire.SessionSpec;
import java.util.Optional;

/** A session to be admitted. {@link #plain} has no detail, so that our worker ends at once (README decision 12). */
public sealed interface SessionRequest {

    /** What is asked for. */
    SessionSpec spec();

    /** What the worker works on. */
    Optional<SessionDetail> detail();

    /** Without a detail. */
    static SessionRequest plain(SessionSpec spec) {
        return new Plain(spec);
    }

    /** With a detail. */
    static SessionRequest detailed(SessionSpec spec, SessionDetail detail) {
        return new Detailed(spec, detail);
    }

    /** A session without a detail. */
    record Plain(SessionSpec spec) implements SessionRequest {
        @Override
        public Optional<SessionDetail> detail() {
            return Optional.empty();
        }
    }

    /** A session with a detail. */
    record Detailed(SessionSpec spec, SessionDetail work) implements SessionRequest {
        @Override
        public Optional<SessionDetail> detail() {
            return Optional.of(work);
        }
    }
}
