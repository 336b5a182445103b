package dev.donmai.api.vcs;

/** Why something was not done. The message beside it has the system's own words, without secrets, and what to do. */
public enum Rejection {
    /** The branch is one that belongs to everybody: {@code main}, {@code master}, the default branch. */
    PROTECTED_BRANCH,
    /** There is no such branch, or it has no usable name. */
    NO_SUCH_BRANCH,
    /** The commits hold something that looks like a secret. */
    SECRETS,
    /** Somebody else's branch of that name is there, with commits that this one lacks. */
    NON_FAST_FORWARD,
    /** The branch was pushed from here, and somebody has changed it since. */
    DIVERGED,
    /** The branch was there and has been deleted since, perhaps after a merge: it is not made again. */
    BRANCH_DELETED,
    /** The repository's own rules forbid it: a hook or a protected branch. */
    POLICY,
    /** Somebody holds a lock, or left it behind. */
    LOCKED,
    /** The host refused the credentials, or there were none. */
    AUTHENTICATION,
    /** The host can't be reached. */
    UNREACHABLE,
    /** The limit of the call has passed. */
    TIMED_OUT,
    /** A program is missing, or the host has nothing of the kind. */
    UNSUPPORTED,
    /** Anything else. */
    FAILED
}
