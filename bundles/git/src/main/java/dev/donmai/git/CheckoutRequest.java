package dev.donmai.git;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * A wish for a working copy.
 *
 * @param repository address: {@code https}, {@code ssh} or {@code file} URL, {@code user@host:path},
 *     {@code host.tld/path} (= https) or an absolute path
 * @param ref a branch, else a tag, else a commit (full, or abbreviated to at least 4 digits); empty = the default
 *     branch of the remote
 * @param branch the session's own branch, made at what {@code ref} names; empty = a local branch of the same name when
 *     {@code ref} is a branch, else a detached HEAD
 * @param destination directory to fill: absent or empty
 * @param strategy how much to bring along
 * @param mirrors parent directory of the shared mirrors, for {@link CloneStrategy#REFERENCE_CLONE}
 * @param credentials what to reach the repository with
 * @param deadline for everything together, waiting for a mirror included
 */
public record CheckoutRequest(
        String repository,
        String ref,
        String branch,
        Path destination,
        CloneStrategy strategy,
        Path mirrors,
        GitCredentials credentials,
        Duration deadline) {
    /** Long enough for a first full clone of a big repository over a slow line. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(30);

    public CheckoutRequest {
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(ref, "ref");
        Objects.requireNonNull(branch, "branch");
        Objects.requireNonNull(destination, "destination");
        Objects.requireNonNull(strategy, "strategy");
        Objects.requireNonNull(mirrors, "mirrors");
        Objects.requireNonNull(credentials, "credentials");
        Objects.requireNonNull(deadline, "deadline");
    }

    /**
     * A full clone of the default branch without credentials; change it with the {@code with} methods. Mirrors lie
     * beside the destination until {@link #withMirrors} says otherwise.
     */
    public static CheckoutRequest of(String repository, Path destination) {
        return new CheckoutRequest(
                repository,
                "",
                "",
                destination,
                CloneStrategy.FULL,
                destination.resolveSibling("mirrors"),
                GitCredentials.NONE,
                DEFAULT_DEADLINE);
    }

    public CheckoutRequest withRef(String value) {
        return new CheckoutRequest(repository, value, branch, destination, strategy, mirrors, credentials, deadline);
    }

    public CheckoutRequest withBranch(String value) {
        return new CheckoutRequest(repository, ref, value, destination, strategy, mirrors, credentials, deadline);
    }

    public CheckoutRequest withStrategy(CloneStrategy value) {
        return new CheckoutRequest(repository, ref, branch, destination, value, mirrors, credentials, deadline);
    }

    public CheckoutRequest withMirrors(Path value) {
        return new CheckoutRequest(repository, ref, branch, destination, strategy, value, credentials, deadline);
    }

    public CheckoutRequest withCredentials(GitCredentials value) {
        return new CheckoutRequest(repository, ref, branch, destination, strategy, mirrors, value, deadline);
    }

    public CheckoutRequest withDeadline(Duration value) {
        return new CheckoutRequest(repository, ref, branch, destination, strategy, mirrors, credentials, value);
    }

    /** Names the repository without a password it may carry. */
    @Override
    public String toString() {
        return "CheckoutRequest[repository=" + RepositoryUrl.redact(repository) + ", ref=" + ref + ", branch=" + branch
                + ", destination=" + destination + ", strategy=" + strategy.key() + "]";
    }
}
