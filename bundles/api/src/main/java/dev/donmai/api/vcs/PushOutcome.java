package dev.donmai.api.vcs;

/** How a push ended. */
public sealed interface PushOutcome {

    /**
     * The repository has the branch now.
     *
     * @param branch its name
     * @param commit where it is
     * @param replaced whether an earlier state of it was replaced, which this working copy had pushed
     */
    record Pushed(String branch, String commit, boolean replaced) implements PushOutcome {}

    /** The repository's branch has the commit already. */
    record UpToDate(String branch, String commit) implements PushOutcome {}

    /** The repository is on another machine, where nothing may be sent: the branch is in the working copy alone. */
    record Kept(String branch, String commit) implements PushOutcome {}

    /** The branch adds nothing to the base. */
    record Nothing(String branch) implements PushOutcome {}

    /** It was not pushed. */
    record Rejected(Rejection reason, String message) implements PushOutcome {}
}
