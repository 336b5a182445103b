package dev.donmai.providers.fakes.faults;

import dev.donmai.api.vcs.CommitOutcome;
import dev.donmai.api.vcs.CommitRequest;
import dev.donmai.api.vcs.PullRequest;
import dev.donmai.api.vcs.PullRequestOutcome;
import dev.donmai.api.vcs.PullRequests;
import dev.donmai.api.vcs.PushOutcome;
import dev.donmai.api.vcs.PushRequest;
import dev.donmai.api.vcs.VcsException;
import dev.donmai.api.vcs.WorkState;
import java.time.Duration;
import java.util.List;

/** A working copy as it is, but for what a fault overrides. */
class OtherCopy implements PullRequests {

    final PullRequests sound;

    OtherCopy(PullRequests sound) {
        this.sound = sound;
    }

    @Override
    public void exclude(List<String> directories) throws VcsException {
        sound.exclude(directories);
    }

    @Override
    public WorkState inspect(Duration limit) throws VcsException, InterruptedException {
        return sound.inspect(limit);
    }

    @Override
    public CommitOutcome commit(CommitRequest request, Duration limit) throws InterruptedException {
        return sound.commit(request, limit);
    }

    @Override
    public PushOutcome push(PushRequest request, Duration limit) throws InterruptedException {
        return sound.push(request, limit);
    }

    @Override
    public PullRequestOutcome openPullRequest(PullRequest request, Duration limit) throws InterruptedException {
        return sound.openPullRequest(request, limit);
    }
}
