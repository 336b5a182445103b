package dev.donmai.worker.internal.ending;

import dev.donmai.api.issuetracker.IssueStatus;
import dev.donmai.worker.internal.WorkResult;
import java.util.Optional;

/**
 * Where an issue is to go when its session has ended ({@code sessions.md} §2.17).
 *
 * @param target the status; empty for no change
 * @param reason the contract's word for why
 * @param diagnostic whether people are to be told, on the issue, that nothing is known about the work
 */
public record Transition(Optional<IssueStatus> target, String reason, boolean diagnostic) {

    /**
     * Decides.
     *
     * @param completed whether the session did what it was asked
     * @param said what the agent says about the work
     */
    public static Transition of(WorkType type, boolean completed, Optional<WorkResult> said) {
        if (type.name().isEmpty()) {
            return none("no-work-type");
        }
        if (!type.sensitive()) {
            return completed ? to(type.onPassed(), "completed-non-sensitive") : none("non-sensitive-failed");
        }
        boolean saidFailed = said.filter(WorkResult.FAILED::equals).isPresent();
        if (!completed || saidFailed) {
            return to(type.onFailed(), saidFailed ? "failed" : "agent-failed");
        }
        return said.filter(WorkResult.PASSED::equals).isPresent()
                ? to(type.onPassed(), "passed")
                : new Transition(Optional.empty(), "unknown", true);
    }

    private static Transition to(Optional<IssueStatus> target, String reason) {
        return target.isPresent() ? new Transition(target, reason, false) : none("no-mapping");
    }

    private static Transition none(String reason) {
        return new Transition(Optional.empty(), reason, false);
    }
}
