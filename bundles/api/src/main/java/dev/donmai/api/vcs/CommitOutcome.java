package dev.donmai.api.vcs;

import java.util.List;

/** How a wish for a commit ended. */
public sealed interface CommitOutcome {

    /**
     * There is a new commit.
     *
     * @param commit its id
     * @param files how many files it changes
     * @param leftOut changed paths that the exclusion rules kept out of it, sorted, at most a hundred
     */
    record Committed(String commit, int files, List<String> leftOut) implements CommitOutcome {
        public Committed {
            leftOut = List.copyOf(leftOut);
        }
    }

    /** There is nothing to commit, but perhaps for what the rules leave out. */
    record Nothing(List<String> leftOut) implements CommitOutcome {
        public Nothing {
            leftOut = List.copyOf(leftOut);
        }
    }

    /** Too many files have changed: nothing was committed, the working copy is as it was. */
    record TooMany(int files, int maxFiles) implements CommitOutcome {}

    /** It could not be done; the working copy is as it was. */
    record Rejected(Rejection reason, String message) implements CommitOutcome {}
}
