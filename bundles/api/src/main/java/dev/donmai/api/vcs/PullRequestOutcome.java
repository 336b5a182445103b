package dev.donmai.api.vcs;

/** How a wish for a pull request ended. */
public sealed interface PullRequestOutcome {

    /**
     * There is one.
     *
     * @param url its address
     * @param existed whether it was open before
     */
    record Opened(String url, boolean existed) implements PullRequestOutcome {}

    /** There is one, but nobody told its address; this is what was said instead. */
    record Unnamed(String answer) implements PullRequestOutcome {}

    /** There is none. */
    record Rejected(Rejection reason, String message) implements PullRequestOutcome {}
}
