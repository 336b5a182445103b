package dev.donmai.api.vcs;

import java.util.List;

/**
 * What happened in a working copy.
 *
 * @param base the commit it is compared with
 * @param branch the current branch; empty when there is none
 * @param head the current commit; empty when there is none yet
 * @param uncommitted paths with changes that no commit holds, sorted
 * @param commits those that the current branch has and the base hasn't, oldest first
 * @param truncated whether there are more paths or commits than listed
 * @param unpushed whether there are commits that no remote branch is known to hold
 */
public record WorkState(
        String base,
        String branch,
        String head,
        List<String> uncommitted,
        List<Commit> commits,
        boolean truncated,
        boolean unpushed) {

    public WorkState {
        uncommitted = List.copyOf(uncommitted);
        commits = List.copyOf(commits);
    }

    /** One commit by its id and the first line of its message. */
    public record Commit(String id, String subject) {}
}
