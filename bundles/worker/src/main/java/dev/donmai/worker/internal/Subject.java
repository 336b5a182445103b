package dev.donmai.worker.internal;

import dev.donmai.model.Defaults;
import dev.donmai.model.wire.SessionDetail;

/** What a session is about, in one line ({@code sessions.md} §2.14). */
public final class Subject {

    private Subject() {}

    /** Issue and title, or what there is of them, or the session's id. */
    public static String of(SessionDetail detail) {
        String identifier = detail.issueIdentifier();
        String title = detail.title().strip().lines().findFirst().orElse("");
        String both = identifier.isEmpty() || title.isEmpty() ? identifier + title : identifier + ": " + title;
        return Defaults.text(both, "agent session " + detail.sessionId());
    }
}
