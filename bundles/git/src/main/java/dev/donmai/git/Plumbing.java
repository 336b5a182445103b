package dev.donmai.git;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a backend has to be able to do; everything else in this room stands on it and is the same for all of them.
 * Implementations are safe for use by several threads on different repositories.
 */
interface Plumbing {
    GitBackend backend();

    /** One line for people: which program or library, which version. */
    String version();

    /** Makes an empty repository, without the hooks of a template; on an existing one it mends what is missing. */
    void init(Repo repo, Deadline deadline) throws GitException, InterruptedException;

    /** Asks for refs by their full names ({@code HEAD} too); an empty list asks for all of them. */
    RemoteRefs remoteRefs(Repo repo, Remote remote, List<String> names, Deadline deadline)
            throws GitException, InterruptedException;

    void fetch(Repo repo, Remote remote, FetchPlan plan, Deadline deadline) throws GitException, InterruptedException;

    /** The full id of the commit that a revision leads to; empty when it leads to none. */
    Optional<String> commit(Repo repo, String revision, Deadline deadline) throws GitException, InterruptedException;

    /** The ref that HEAD is a symbolic name for; empty when detached. */
    Optional<String> headRef(Repo repo, Deadline deadline) throws GitException, InterruptedException;

    void setHeadRef(Repo repo, String ref, Deadline deadline) throws GitException, InterruptedException;

    /** Which of the keys the configuration in force has a value for: that of the system, the user and the repository. */
    Set<String> settings(Repo repo, Set<String> keys, Deadline deadline) throws GitException, InterruptedException;

    /** Writes into the configuration of the repository; a key may have several values. */
    void set(Repo repo, Map<String, List<String>> values, Deadline deadline) throws GitException, InterruptedException;

    /** The same where none of the keys is there, and nobody else has the repository yet. */
    void setFirst(Repo repo, Map<String, List<String>> values, Deadline deadline)
            throws GitException, InterruptedException;

    /** Fills the working tree with a commit, on a new branch, or detached when {@code branch} is empty. */
    void checkOut(Repo repo, String branch, String commit, Deadline deadline) throws GitException, InterruptedException;

    /** Commits everything in the working tree; answers the id. */
    String commitAll(Repo repo, String message, Deadline deadline) throws GitException, InterruptedException;

    WorkareaStatus status(Repo repo, String base, Deadline deadline) throws GitException, InterruptedException;

    Changes changes(Repo repo, String base, ChangeLimits limits, Deadline deadline)
            throws GitException, InterruptedException;

    /** Everything that no commit holds, as the next commit could have it. */
    Staging stage(Repo repo, Deadline deadline) throws GitException, InterruptedException;

    /** Whether every commit that {@code ancestor} leads to is part of {@code commit}'s history; false if either is missing. */
    boolean isAncestor(Repo repo, String ancestor, String commit, Deadline deadline)
            throws GitException, InterruptedException;

    /** What a working copy knows of a branch of its origin. */
    TrackedBranch tracked(Repo repo, String branch, Deadline deadline) throws GitException, InterruptedException;

    /** Moves a ref to a commit, wherever it was, and notes why. */
    void point(Repo repo, String ref, String commit, String why, Deadline deadline)
            throws GitException, InterruptedException;

    /** Pushes one commit; throws if the remote was not reached or let nobody in. */
    PushReply push(Repo source, Remote remote, PushPlan plan, Deadline deadline)
            throws GitException, InterruptedException;

    /** The lines that commits add which {@code commit} has and neither {@code base} nor a branch of the origin. */
    void addedLines(Repo repo, String base, String commit, AddedLines sink, Deadline deadline)
            throws GitException, InterruptedException;

    Patch diff(Repo repo, String base, int maxBytes, Deadline deadline) throws GitException, InterruptedException;
}
