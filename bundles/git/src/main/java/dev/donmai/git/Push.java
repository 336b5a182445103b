package dev.donmai.git;

import dev.donmai.git.GitException.Reason;
import dev.donmai.git.PushResult.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes one branch, the same way with every backend: looks where the remote's branch is, decides from that and from what the
 * working copy knows of it, and never overwrites what came from elsewhere.
 */
final class Push {
    private static final Logger LOG = LoggerFactory.getLogger(Push.class);

    /** Where the remote's branch is fetched to when it has to be looked at. */
    private static final String THEIRS = "refs/donmai/theirs";

    private final Plumbing git;
    private final PushOrder order;
    private final Repo repo;
    private final Remote remote;
    private final Deadline deadline;

    Push(Plumbing git, Path home, Repo repo, PushOrder order, Deadline deadline) throws GitException {
        this.git = git;
        this.order = order;
        this.repo = repo;
        this.remote = new Remote(RepositoryUrl.parse(order.repository(), home), order.credentials());
        this.deadline = deadline;
    }

    PushResult perform() throws GitException, InterruptedException {
        BranchName.check(order.branch());
        if (!RefName.isFullCommit(order.commit())) {
            throw new GitException(Reason.BAD_REQUEST, "\"" + order.commit() + "\" is no full commit id");
        }
        try (PushSource source = PushSource.of(git, repo, deadline)) {
            RemoteRefs refs = git.remoteRefs(source.repo(), remote, List.of(RemoteRefs.HEAD, ref()), deadline);
            if (refs.headRef().equals(ref())) {
                return new PushResult(
                        State.DEFAULT_BRANCH, order.branch() + " is the default branch of " + remote.url());
            }
            return perform(source.repo(), refs.ids().getOrDefault(ref(), ""));
        }
    }

    /** @param theirs where the remote's branch is; empty = nowhere */
    private PushResult perform(Repo source, String theirs) throws GitException, InterruptedException {
        TrackedBranch known = git.tracked(repo, order.branch(), deadline);
        if (theirs.equals(order.commit())) {
            note();
            return new PushResult(State.UP_TO_DATE, "");
        }
        if (theirs.isEmpty() && !known.commit().isEmpty()) {
            return new PushResult(
                    State.DELETED,
                    "the branch " + order.branch() + " has been deleted from " + remote.url()
                            + ", perhaps after it was merged. It is not made again; to have it, push it by hand.");
        }
        boolean ours = known.pushed() && known.commit().equals(theirs);
        boolean replace = ours && !git.isAncestor(source, theirs, order.commit(), deadline);
        PushReply reply = git.push(source, remote, plan(theirs, replace ? theirs : ""), deadline);
        return switch (reply.answer()) {
            case DONE -> {
                note();
                yield new PushResult(replace ? State.REPLACED : State.PUSHED, "");
            }
            case NON_FAST_FORWARD, STALE -> behindOrDiverged(source, known, reply);
            case LOCKED ->
                result(
                        State.LOCKED,
                        "the branch " + order.branch() + " of " + remote.url() + " is locked",
                        reply,
                        "Push again when whoever holds the lock is done; a lock that a killed git left there has to be removed.");
            case REFUSED ->
                result(State.REFUSED, remote.url() + " doesn't take the branch " + order.branch(), reply, "");
        };
    }

    /** Perhaps what the remote has beyond is all that it has: then nothing is missing there. */
    private PushResult behindOrDiverged(Repo source, TrackedBranch known, PushReply reply)
            throws GitException, InterruptedException {
        git.fetch(source, remote, new FetchPlan(List.of("+" + ref() + ":" + THEIRS), 0, false), deadline);
        if (git.isAncestor(source, order.commit(), THEIRS, deadline)) {
            return new PushResult(State.UP_TO_DATE, "");
        }
        return known.pushed()
                ? result(
                        State.DIVERGED,
                        "the branch " + order.branch() + " of " + remote.url()
                                + " has been changed since it was pushed from here",
                        reply,
                        "Nothing was overwritten. Merge it or rebase on it, and push by hand.")
                : result(
                        State.NON_FAST_FORWARD,
                        "there is a branch " + order.branch() + " in " + remote.url()
                                + " already, with commits that this one lacks",
                        reply,
                        "Nothing was overwritten. Push under another name, or merge by hand.");
    }

    private PushPlan plan(String theirs, String expected) {
        return new PushPlan(
                order.commit(),
                order.branch(),
                expected,
                theirs,
                repo.gitDirectory().resolve("lfs"));
    }

    /** So that the working copy, too, knows that its commits are no longer there alone. The push itself is done. */
    private void note() throws InterruptedException {
        try {
            git.point(repo, TrackedBranch.ref(order.branch()), order.commit(), TrackedBranch.PUSHED, deadline);
            git.set(
                    repo,
                    Map.of(
                            "branch." + order.branch() + ".remote", List.of("origin"),
                            "branch." + order.branch() + ".merge", List.of(ref())),
                    deadline);
        } catch (GitException e) {
            LOG.warn("{} does not know that {} was pushed: {}", repo.directory(), order.branch(), e.getMessage());
        }
    }

    private static PushResult result(State state, String what, PushReply reply, String advice) {
        return new PushResult(state, what + ": " + reply.words() + (advice.isEmpty() ? "" : "\n" + advice));
    }

    private String ref() {
        return RemoteRefs.BRANCHES + order.branch();
    }
}
