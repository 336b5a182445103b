package dev.donmai.api.vcs;

/**
 * A wish to bring a branch to the repository.
 *
 * @param branch name of the branch there. What is pushed under it is the current commit, unless the working copy is on another
 *     branch and lacks commits that its own branch of this name has
 * @param reach how far the push may go
 * @param credentials what the repository is reached with
 */
public record PushRequest(String branch, Reach reach, VcsCredentials credentials) {

    /** How far a push may go. */
    public enum Reach {
        /** To the repository, wherever it is. */
        ANYWHERE,
        /** To a repository on this machine; for any other the branch stays in the working copy ({@link PushOutcome.Kept}). */
        THIS_MACHINE
    }
}
