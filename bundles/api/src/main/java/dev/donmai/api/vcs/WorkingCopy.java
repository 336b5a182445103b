package dev.donmai.api.vcs;

import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The working copy of one session, after its agent: used by one thread at a time, and by nobody else, as the agent's
 * processes are gone by then ({@link #exclude} alone comes before the agent). The agent had it in its hands: nothing that
 * its configuration or its hooks name is run, and no question is ever asked.
 *
 * <p>Every call ends within its limit and leaves no process behind. When its thread is interrupted it ends early, and the
 * working copy is as it was or as the call should have left it.
 *
 * <p>Optional abilities are separate interfaces, {@link PullRequests}; they must agree with the capability record.
 */
@ConsumerType
public interface WorkingCopy {

    /**
     * Keeps paths out of every commit, the agent's own too, without a trace in the tree.
     *
     * @param directories directories at the top of the working copy, as {@code .agent}
     * @throws VcsException when that can't be noted
     */
    void exclude(List<String> directories) throws VcsException;

    /**
     * Looks at what happened since the base.
     *
     * @throws VcsException when it can't be found out within the limit
     */
    WorkState inspect(Duration limit) throws VcsException, InterruptedException;

    /**
     * Commits what no commit holds, on the current branch; leaves out what no repository wants, such as build output
     * ({@code sessions.md} §2.15).
     */
    CommitOutcome commit(CommitRequest request, Duration limit) throws InterruptedException;

    /**
     * Brings a branch to the repository that the working copy came from. Nothing that somebody else put there is ever
     * overwritten: the branch is replaced only where this very working copy had pushed it and nobody has touched it since.
     * A branch that adds nothing to the base is not pushed, nor is one that holds a secret.
     */
    PushOutcome push(PushRequest request, Duration limit) throws InterruptedException;
}
