package dev.donmai.worker.internal.ending;

import dev.donmai.api.vcs.CommitOutcome;
import dev.donmai.api.vcs.CommitRequest;
import dev.donmai.api.vcs.PullRequest;
import dev.donmai.api.vcs.PullRequestOutcome;
import dev.donmai.api.vcs.PullRequests;
import dev.donmai.api.vcs.PushOutcome;
import dev.donmai.api.vcs.PushRequest;
import dev.donmai.api.vcs.Rejection;
import dev.donmai.api.vcs.VcsException;
import dev.donmai.api.vcs.WorkingCopy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The step that sees to what the agent left undone ({@code sessions.md} §2.15): a commit of everything, a push of the branch, a pull
 * request; each only when the one before it went well. What is pushed goes under the session's branch, whichever one the agent has
 * left the working copy on: any other is somebody else's. Never fails the session. Used by one thread.
 */
public final class Backstop {

    private final WorkingCopy copy;
    private final Proposal proposal;
    private final long deadline;
    private final List<String> diagnostics = new ArrayList<>();
    private String commit = "";
    private boolean pushed;
    private boolean created;
    private String url = "";

    /**
     * @param copy the session's working copy, which nobody else touches now
     * @param proposal what it is about and where it goes
     * @param limit for all of it
     */
    public Backstop(WorkingCopy copy, Proposal proposal, Duration limit) {
        this.copy = copy;
        this.proposal = proposal;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /** Does it, as far as {@code extent} allows. */
    public BackstopReport run(BackstopExtent extent) throws InterruptedException {
        try {
            steps(extent);
        } catch (VcsException | IOException e) {
            diagnostics.add(String.valueOf(e.getMessage()));
        }
        return new BackstopReport(extent, commit, pushed, created, url, String.join("; ", diagnostics));
    }

    private void steps(BackstopExtent extent) throws VcsException, IOException, InterruptedException {
        if (!commit() || extent == BackstopExtent.COMMIT) {
            return;
        }
        String branch = proposal.branch();
        if (push(branch) && extent == BackstopExtent.PULL_REQUEST) {
            propose(branch);
        }
    }

    private boolean commit() throws InterruptedException {
        return switch (copy.commit(CommitRequest.of(proposal.commitMessage()), left())) {
            case CommitOutcome.Committed committed -> {
                commit = committed.commit();
                yield true;
            }
            case CommitOutcome.Nothing _ -> true;
            case CommitOutcome.TooMany many -> {
                diagnostics.add("backstop aborted — " + many.files() + " files staged exceeds safety cap ("
                        + many.maxFiles() + ")");
                yield false;
            }
            case CommitOutcome.Rejected rejected -> {
                diagnostics.add("git commit failed: " + rejected.message());
                yield false;
            }
        };
    }

    private boolean push(String branch) throws InterruptedException {
        PushRequest.Reach reach = proposal.local() ? PushRequest.Reach.THIS_MACHINE : PushRequest.Reach.ANYWHERE;
        return switch (copy.push(new PushRequest(branch, reach, proposal.credentials()), left())) {
            case PushOutcome.Pushed _ -> {
                pushed = true;
                yield true;
            }
            case PushOutcome.UpToDate _ -> {
                pushed = true;
                yield true;
            }
            case PushOutcome.Kept _ -> true;
            case PushOutcome.Nothing _ -> {
                diagnostics.add("there is nothing to push: the branch " + branch + " adds nothing to its base");
                yield false;
            }
            case PushOutcome.Rejected rejected -> {
                diagnostics.add(
                        rejected.reason() == Rejection.PROTECTED_BRANCH
                                ? "backstop refused to push from main/master: " + rejected.message()
                                : "git push failed: " + rejected.message());
                yield false;
            }
        };
    }

    private void propose(String branch) throws VcsException, IOException, InterruptedException {
        if (proposal.local()) {
            url = proposal.write(branch, copy.inspect(left()), pushed);
            created = !url.isEmpty();
            return;
        }
        if (!(copy instanceof PullRequests host)) {
            diagnostics.add("the version control of this session can't open pull requests");
            return;
        }
        PullRequest request =
                new PullRequest(proposal.title(), proposal.body(), branch, proposal.base(), proposal.credentials());
        switch (host.openPullRequest(request, left())) {
            case PullRequestOutcome.Opened opened -> {
                url = opened.url();
                created = !opened.existed();
            }
            case PullRequestOutcome.Unnamed unnamed -> {
                url = unnamed.answer();
                created = true;
            }
            case PullRequestOutcome.Rejected rejected -> diagnostics.add("gh pr create failed: " + rejected.message());
        }
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    }
}
