package dev.donmai.git;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * A wish to bring a commit of a working copy to a branch of its repository.
 *
 * @param directory the working copy
 * @param commit full id of the commit
 * @param branch name of the branch there: {@code agent/1}
 * @param repository address as in {@link CheckoutRequest#repository()}; what the working copy's own configuration says
 *     doesn't count
 * @param credentials what to reach the repository with
 * @param deadline for everything together
 */
public record PushOrder(
        Path directory,
        String commit,
        String branch,
        String repository,
        GitCredentials credentials,
        Duration deadline) {
    public PushOrder {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(branch, "branch");
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(credentials, "credentials");
        Objects.requireNonNull(deadline, "deadline");
    }

    /** Names the repository without a password it may carry. */
    @Override
    public String toString() {
        return "PushOrder[" + commit + " of " + directory + " to " + branch + " of " + RepositoryUrl.redact(repository)
                + "]";
    }
}
