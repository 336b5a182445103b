package dev.donmai.worker.internal.ending;

import dev.donmai.worker.internal.Cancellation.Request;
import dev.donmai.worker.internal.FailureMode;
import dev.donmai.worker.internal.result.Verdict;
import java.util.Optional;

/** How far the runner goes with what an agent left lying ({@code sessions.md} §2.15, §2.16). */
public enum BackstopExtent {
    /** Nothing is touched. */
    NONE,
    /** The work is committed where it is, and leaves the machine by no way. */
    COMMIT,
    /** The branch is pushed too, so that the work of a failed session can be gone on with. */
    PUSH,
    /** The branch is proposed for merging. */
    PULL_REQUEST;

    /**
     * Decides.
     *
     * @param request why the run ended early
     * @param pullRequest what the agent has opened itself; empty for none
     */
    public static BackstopExtent of(
            WorkType type, Verdict verdict, Optional<Request> request, String pullRequest, boolean alsoForFailed) {
        if (type.outcome() != WorkType.Outcome.PULL_REQUEST || !pullRequest.isEmpty()) {
            return NONE;
        }
        if (verdict.completed()) {
            return PULL_REQUEST;
        }
        if (request.isPresent()) {
            return COMMIT;
        }
        boolean agentWorked = verdict.failureMode()
                .filter(mode -> mode == FailureMode.PROVIDER_ERROR || mode == FailureMode.SILENT_EXIT)
                .isPresent();
        if (!agentWorked) {
            return NONE;
        }
        return alsoForFailed ? PULL_REQUEST : PUSH;
    }
}
