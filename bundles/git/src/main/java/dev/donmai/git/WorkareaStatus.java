package dev.donmai.git;

/**
 * Where a working copy stands, and whether removing it would lose work. Both flags err on the side of {@code true}.
 *
 * @param branch the branch that HEAD is on; empty when detached
 * @param head the commit of HEAD; empty when there is none yet
 * @param dirty there are changes or untracked files that no commit holds (excluded files don't count; a submodule that
 *     is checked out does)
 * @param unpushed a branch, HEAD or the stash holds commits that no remote branch and the base don't
 */
public record WorkareaStatus(String branch, String head, boolean dirty, boolean unpushed) {}
