package dev.donmai.providers.git;

import dev.donmai.api.vcs.PushOutcome;
import dev.donmai.api.vcs.PushOutcome.Kept;
import dev.donmai.api.vcs.PushOutcome.Nothing;
import dev.donmai.api.vcs.PushOutcome.Pushed;
import dev.donmai.api.vcs.PushOutcome.Rejected;
import dev.donmai.api.vcs.PushOutcome.UpToDate;
import dev.donmai.api.vcs.PushRequest;
import dev.donmai.api.vcs.PushRequest.Reach;
import dev.donmai.api.vcs.Rejection;
import dev.donmai.api.vcs.VcsContext;
import dev.donmai.api.vcs.VcsCredentials;
import dev.donmai.api.vcs.Workarea;
import dev.donmai.git.BranchName;
import dev.donmai.git.Git;
import dev.donmai.git.GitCredentials;
import dev.donmai.git.GitException;
import dev.donmai.git.PushOrder;
import dev.donmai.git.PushResult;
import dev.donmai.git.PushResult.State;
import dev.donmai.git.RepositoryUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The step that brings a branch to its repository ({@code sessions.md} §2.15, 5 and 6), and what keeps it from doing so. */
final class PushStep {

    private static final Set<String> EVERYBODYS = Set.of("main", "master");

    private final Git git;
    private final Workarea workarea;
    private final VcsContext context;

    PushStep(Git git, Workarea workarea, VcsContext context) {
        this.git = git;
        this.workarea = workarea;
        this.context = context;
    }

    PushOutcome push(PushRequest request, Duration limit) throws GitException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        String branch = request.branch();
        if (branch.isEmpty() || EVERYBODYS.contains(branch)) {
            return new Rejected(Rejection.PROTECTED_BRANCH, "\"" + branch + "\" is no branch of a session");
        }
        if (!BranchName.isValid(branch)) {
            return new Rejected(Rejection.NO_SUCH_BRANCH, "\"" + branch + "\" can't be the name of a branch");
        }
        String commit = git.tip(workarea.directory(), branch, left(end));
        if (git.isAncestor(workarea.directory(), commit, workarea.base(), left(end))) {
            return new Nothing(branch);
        }
        if (request.reach() == Reach.THIS_MACHINE && !isHere(workarea.repository())) {
            return new Kept(branch, commit);
        }
        List<String> secrets = new SecretScan(context.secrets()).scan(git, workarea, commit, left(end));
        if (!secrets.isEmpty()) {
            return new Rejected(
                    Rejection.SECRETS,
                    "the branch " + branch + " was not pushed: its commits hold what looks like a secret: "
                            + String.join("; ", secrets)
                            + ". Take it out of the history and make it invalid, or mark the line with "
                            + SecretScan.ALLOWED
                            + " if it is none.");
        }
        PushResult result = git.push(new PushOrder(
                workarea.directory(),
                commit,
                branch,
                workarea.repository(),
                credentials(request.credentials()),
                left(end)));
        return outcome(branch, commit, result);
    }

    private boolean isHere(String repository) throws GitException {
        Path home = Path.of(context.environment().getOrDefault("HOME", "/"));
        return RepositoryUrl.parse(repository, home).local().isPresent();
    }

    private static PushOutcome outcome(String branch, String commit, PushResult result) {
        return switch (result.state()) {
            case PUSHED, REPLACED -> new Pushed(branch, commit, result.state() == State.REPLACED);
            case UP_TO_DATE -> new UpToDate(branch, commit);
            case DEFAULT_BRANCH -> new Rejected(Rejection.PROTECTED_BRANCH, result.message());
            case NON_FAST_FORWARD -> new Rejected(Rejection.NON_FAST_FORWARD, result.message());
            case DIVERGED -> new Rejected(Rejection.DIVERGED, result.message());
            case DELETED -> new Rejected(Rejection.BRANCH_DELETED, result.message());
            case LOCKED -> new Rejected(Rejection.LOCKED, result.message());
            case REFUSED -> new Rejected(Rejection.POLICY, result.message());
        };
    }

    private static GitCredentials credentials(VcsCredentials given) {
        return new GitCredentials(given.sshKey(), given.credentialHelper(), given.user(), given.token());
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    }
}
