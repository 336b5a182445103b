package dev.donmai.api.vcs;

import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;

/** A working copy whose branches can be proposed for merging ({@link VcsCapabilities#pullRequests}). */
@ConsumerType
public interface PullRequests extends WorkingCopy {

    /** Opens a pull request for a branch that has been pushed, or finds the one that is open for it. */
    PullRequestOutcome openPullRequest(PullRequest request, Duration limit) throws InterruptedException;
}
