package dev.donmai.sessions;

import dev.donmai.model.wire.SessionDetail;
import dev.donmai.model.wire.SessionSpec;
import java.util.Optional;

/**
 * A session to be admitted. {@link #plain} has no detail, so that our worker ends at once (README decision 12);
 * {@link #claimed} is work taken from a queue, the platform's or the local one.
 */
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

    /**
     * Work taken from a queue. Its project is found by the spec's repository, else by the detail's project name
     * ({@code orchestrator.md} §8.3).
     *
     * @param detail with the {@code platformUrl} to report to, or an empty one; its credentials are those of
     *     {@link Sessions#updateCredentials}, whatever it holds
     * @param claim tells one queueing of the id from another: work that has run with the same claim is a
     *     {@link DuplicateSessionException}; empty when the queue does not tell
     */
    static SessionRequest claimed(SessionSpec spec, SessionDetail detail, String claim) {
        return new Claimed(spec, detail, claim);
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

    /** A session from a queue. */
    record Claimed(SessionSpec spec, SessionDetail work, String claim) implements SessionRequest {
        @Override
        public Optional<SessionDetail> detail() {
            return Optional.of(work);
        }
    }
}
