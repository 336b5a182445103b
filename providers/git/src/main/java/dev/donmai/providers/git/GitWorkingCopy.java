package dev.donmai.providers.git;

import dev.donmai.api.vcs.CommitOutcome;
import dev.donmai.api.vcs.CommitRequest;
import dev.donmai.api.vcs.PullRequest;
import dev.donmai.api.vcs.PullRequestOutcome;
import dev.donmai.api.vcs.PullRequests;
import dev.donmai.api.vcs.PushOutcome;
import dev.donmai.api.vcs.PushRequest;
import dev.donmai.api.vcs.Rejection;
import dev.donmai.api.vcs.VcsContext;
import dev.donmai.api.vcs.VcsException;
import dev.donmai.api.vcs.WorkState;
import dev.donmai.api.vcs.Workarea;
import dev.donmai.files.Redactor;
import dev.donmai.git.Git;
import dev.donmai.git.GitException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A git working copy after its agent. */
final class GitWorkingCopy implements PullRequests {

    private final Workarea workarea;
    private final VcsContext context;
    private Optional<Git> git = Optional.empty();

    GitWorkingCopy(Workarea workarea, VcsContext context) {
        this.workarea = workarea;
        this.context = context;
    }

    @Override
    public void exclude(List<String> directories) throws VcsException {
        try {
            Git.exclude(
                    workarea.directory(),
                    directories.stream().map(directory -> "/" + directory + "/").toList());
        } catch (GitException e) {
            throw new VcsException(redactor("").redact(text(e)), e);
        }
    }

    @Override
    public WorkState inspect(Duration limit) throws VcsException, InterruptedException {
        try {
            return new Inspection(git(), workarea).inspect(limit);
        } catch (GitException e) {
            throw new VcsException(redactor("").redact(text(e)), e);
        }
    }

    @Override
    public CommitOutcome commit(CommitRequest request, Duration limit) throws InterruptedException {
        try {
            return new CommitStep(git(), workarea.directory()).commit(request, limit);
        } catch (GitException e) {
            return new CommitOutcome.Rejected(Rejections.of(e), redactor("").redact(text(e)));
        }
    }

    @Override
    public PushOutcome push(PushRequest request, Duration limit) throws InterruptedException {
        Redactor redactor = redactor(request.credentials().token());
        try {
            PushOutcome outcome = new PushStep(git(), workarea, context).push(request, limit);
            return outcome instanceof PushOutcome.Rejected(Rejection reason, String message)
                    ? new PushOutcome.Rejected(reason, redactor.redact(message))
                    : outcome;
        } catch (GitException e) {
            return new PushOutcome.Rejected(Rejections.of(e), redactor.redact(text(e)));
        }
    }

    @Override
    public PullRequestOutcome openPullRequest(PullRequest request, Duration limit) throws InterruptedException {
        Redactor redactor = redactor(request.credentials().token());
        return new GhPullRequest(workarea, context, redactor).open(request, limit);
    }

    /** Looked for when it is first needed: that starts a program. */
    private Git git() throws InterruptedException {
        Git found = git.isPresent() ? git.get() : Git.find(context.environment());
        git = Optional.of(found);
        return found;
    }

    private Redactor redactor(String token) {
        List<String> secrets = new ArrayList<>(context.secrets());
        secrets.add(token);
        return Redactor.of(secrets);
    }

    private static String text(GitException e) {
        return String.valueOf(e.getMessage());
    }
}
