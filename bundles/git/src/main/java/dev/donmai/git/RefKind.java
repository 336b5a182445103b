package dev.donmai.git;

/** What the text of a ref turned out to name; tried in this order. */
public enum RefKind {
    BRANCH,
    TAG,
    COMMIT
}
