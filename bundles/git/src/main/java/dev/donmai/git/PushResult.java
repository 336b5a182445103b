package dev.donmai.git;

/**
 * How a push ended.
 *
 * @param state what came of it
 * @param message what was wrong, what git said and what to do; empty when it went well
 */
public record PushResult(State state, String message) {

    /** What came of a push. */
    public enum State {
        /** The branch is there, or is advanced. */
        PUSHED,
        /** The branch is there; an earlier state of it, which this working copy had pushed, is replaced. */
        REPLACED,
        /** The branch has the commit already. */
        UP_TO_DATE,
        /** It is the repository's default branch, to which nothing is ever pushed. */
        DEFAULT_BRANCH,
        /** The branch is somebody else's and has commits that this one lacks. */
        NON_FAST_FORWARD,
        /** This working copy had pushed the branch, and it has been changed since. */
        DIVERGED,
        /** The branch was there and is not any more. */
        DELETED,
        /** A lock of the branch is held, or was left behind. */
        LOCKED,
        /** The repository doesn't want it: a hook or a rule of its own. */
        REFUSED
    }

    /** Whether the repository has the commit now. */
    public boolean arrived() {
        return state == State.PUSHED || state == State.REPLACED || state == State.UP_TO_DATE;
    }
}
