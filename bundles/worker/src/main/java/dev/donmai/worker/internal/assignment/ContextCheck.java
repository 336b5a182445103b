package dev.donmai.worker.internal.assignment;

import dev.donmai.model.wire.SessionDetail;
import dev.donmai.worker.internal.SessionFailure;

/** Whether a detail is complete enough to be worked on ({@code sessions.md} §2.4). */
public final class ContextCheck {

    private ContextCheck() {}

    /** Throws for the first thing that is missing. */
    public static void check(SessionDetail detail) throws SessionFailure {
        require(!detail.sessionId().isEmpty(), "SessionID is required");
        require(
                !detail.promptContext().isEmpty()
                        || !detail.body().isEmpty()
                        || !detail.issueIdentifier().isEmpty(),
                "issue context required (PromptContext, Body, or IssueIdentifier)");
        // Without a platform nobody asks for a worker id (README, decision 15).
        require(!detail.hasPlatform() || !detail.workerId().isEmpty(), "WorkerID is required");
    }

    private static void require(boolean fulfilled, String text) throws SessionFailure {
        if (!fulfilled) {
            throw SessionFailure.invalidWork(text);
        }
    }
}
