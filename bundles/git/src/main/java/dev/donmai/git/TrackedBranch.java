package dev.donmai.git;

/**
 * What a working copy knows of a branch of its origin.
 *
 * @param commit where it was when this working copy last heard of it; empty = it never did
 * @param pushed whether it got there by a push from this working copy, the agent's own included
 */
record TrackedBranch(String commit, boolean pushed) {
    static final TrackedBranch UNKNOWN = new TrackedBranch("", false);

    /** What git, and we, note for a push. */
    static final String PUSHED = "update by push";

    static String ref(String branch) {
        return Checkout.ORIGIN + branch;
    }
}
