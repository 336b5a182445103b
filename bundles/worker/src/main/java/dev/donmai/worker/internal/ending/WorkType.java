package dev.donmai.worker.internal.ending;

import static dev.donmai.api.issuetracker.IssueStatus.ACCEPTED;
import static dev.donmai.api.issuetracker.IssueStatus.BACKLOG;
import static dev.donmai.api.issuetracker.IssueStatus.DELIVERED;
import static dev.donmai.api.issuetracker.IssueStatus.FINISHED;
import static dev.donmai.api.issuetracker.IssueStatus.REJECTED;
import static java.util.Map.entry;

import dev.donmai.api.issuetracker.IssueStatus;
import java.util.Map;
import java.util.Optional;

/**
 * What a kind of work leads to ({@code sessions.md} §2.15, §2.17).
 *
 * @param name its word on the wire; empty when the work names none
 * @param outcome what it owes at its end
 * @param onPassed where its issue goes when it went well
 * @param onFailed where its issue goes when it went badly
 * @param sensitive whether its issue depends on what the agent says about the work, and not only on the session
 */
public record WorkType(
        String name,
        Outcome outcome,
        Optional<IssueStatus> onPassed,
        Optional<IssueStatus> onFailed,
        boolean sensitive) {

    /** What a kind of work owes at its end. */
    public enum Outcome {
        /** A change: a branch, and a pull request for it. */
        PULL_REQUEST,
        /** The word {@code passed} or {@code failed}. */
        VERDICT,
        /** Nothing that the runner could see to. */
        NOTHING
    }

    private static final Map<String, WorkType> KNOWN = Map.ofEntries(
            changing("development", FINISHED),
            changing("inflight", FINISHED),
            changing("coordination", FINISHED),
            changing("inflight-coordination", FINISHED),
            judging("qa", DELIVERED),
            judging("acceptance", ACCEPTED),
            known(new WorkType("merge", Outcome.NOTHING, Optional.empty(), Optional.empty(), true)),
            known(new WorkType("refinement", Outcome.NOTHING, Optional.of(BACKLOG), Optional.empty(), false)),
            known(new WorkType(
                    "refinement-coordination", Outcome.NOTHING, Optional.of(BACKLOG), Optional.empty(), false)),
            known(new WorkType("security", Outcome.PULL_REQUEST, Optional.of(FINISHED), Optional.empty(), false)),
            known(new WorkType(
                    "documentation-steward", Outcome.PULL_REQUEST, Optional.empty(), Optional.empty(), false)),
            looking("research"),
            looking("backlog-creation"),
            looking("backlog-groomer"),
            looking("improvement-loop"),
            looking("outcome-auditor"),
            looking("ga-readiness"),
            looking("operational-scanner-vercel"),
            looking("operational-scanner-audit"),
            looking("operational-scanner-ci"));

    /** The work type of a word. One that is not known, or none, is told to do a development's work, and owes what that owes. */
    public static WorkType of(String name) {
        WorkType known = KNOWN.get(name);
        return known == null
                ? new WorkType(name, Outcome.PULL_REQUEST, Optional.empty(), Optional.empty(), false)
                : known;
    }

    private static Map.Entry<String, WorkType> changing(String name, IssueStatus onPassed) {
        return known(new WorkType(name, Outcome.PULL_REQUEST, Optional.of(onPassed), Optional.empty(), true));
    }

    private static Map.Entry<String, WorkType> judging(String name, IssueStatus onPassed) {
        return known(new WorkType(name, Outcome.VERDICT, Optional.of(onPassed), Optional.of(REJECTED), true));
    }

    private static Map.Entry<String, WorkType> looking(String name) {
        return known(new WorkType(name, Outcome.NOTHING, Optional.empty(), Optional.empty(), false));
    }

    private static Map.Entry<String, WorkType> known(WorkType type) {
        return entry(type.name(), type);
    }
}
