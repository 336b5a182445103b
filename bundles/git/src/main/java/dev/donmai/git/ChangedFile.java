package dev.donmai.git;

/**
 * One file that differs from the base commit, committed or not.
 *
 * @param path relative to the working copy, with {@code /}
 * @param previousPath where it was before, when renamed; else empty
 * @param status how it differs
 * @param added lines added, −1 for a binary file
 * @param deleted lines deleted, −1 for a binary file
 */
public record ChangedFile(String path, String previousPath, Status status, int added, int deleted) {
    /** How a file differs. */
    public enum Status {
        ADDED,
        MODIFIED,
        DELETED,
        RENAMED
    }
}
