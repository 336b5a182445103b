package dev.donmai.git;

import dev.donmai.git.GitException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes a working copy: an empty repository, a fetch as small as the strategy allows, a check-out. The same steps with
 * every backend and strategy; what differs is where the objects come from.
 */
final class Checkout {
    /** Where a commit is kept that no branch or tag of the remote leads to. */
    static final String BASE = "refs/donmai/base";

    /** Who commits where nobody has a name configured. */
    static final String AGENT_NAME = "Donmai agent";

    static final String AGENT_EMAIL = "agent@donmai.invalid";

    static final String ORIGIN = "refs/remotes/origin/";

    private final Plumbing git;
    private final Path home;
    private final CheckoutRequest request;
    private final Deadline deadline;

    Checkout(Plumbing git, Path home, CheckoutRequest request) {
        this.git = git;
        this.home = home;
        this.request = request;
        this.deadline = Deadline.after(request.deadline());
    }

    CheckoutResult perform() throws GitException, InterruptedException {
        RepositoryUrl url = RepositoryUrl.parse(request.repository(), home);
        if (!request.ref().isEmpty()) {
            RefName.check("ref", request.ref());
        }
        if (!request.branch().isEmpty()) {
            BranchName.check(request.branch());
        }
        Remote remote = new Remote(url, request.credentials());
        Destination destination = Destination.claim(request.destination());
        boolean done = false;
        try {
            Repo repo = Repo.worktree(destination.directory());
            git.init(repo, deadline);
            Fetched fetched = fetch(repo, remote);
            CheckoutResult result = finish(repo, remote, fetched);
            done = true;
            return result;
        } finally {
            if (!done) {
                destination.release();
            }
        }
    }

    /** What has been fetched, how, and why otherwise than asked. */
    private record Fetched(Target target, CloneStrategy strategy, String note) {}

    private Fetched fetch(Repo repo, Remote remote) throws GitException, InterruptedException {
        Refs refs = new Refs(git, repo, deadline);
        return switch (request.strategy()) {
            case SHALLOW -> shallow(repo, remote, refs.find(remote, request.ref()));
            case FULL -> full(repo, remote, refs.find(remote, request.ref()), "");
            case REFERENCE_CLONE -> borrowed(repo, remote, refs);
        };
    }

    private Fetched shallow(Repo repo, Remote remote, Target target) throws GitException, InterruptedException {
        if (target.isAbbreviated()) {
            return full(repo, remote, target, "an abbreviated commit id is only found in the whole history");
        }
        try {
            git.fetch(repo, remote, FetchPlan.shallow(target.source(), target.localRef()), deadline);
            if (!Shallow.is(repo)
                    && git.commit(repo, target.revision() + "^", deadline).isPresent()) {
                return new Fetched(target, CloneStrategy.FULL, "the server knows no shallow fetch");
            }
            return new Fetched(target, CloneStrategy.SHALLOW, "");
        } catch (GitException e) {
            if (e.reason() != Reason.FAILED && e.reason() != Reason.UNKNOWN_REF) {
                throw e;
            }
            return full(repo, remote, target, "the server doesn't give out this commit alone");
        }
    }

    private Fetched full(Repo repo, Remote remote, Target target, String note)
            throws GitException, InterruptedException {
        git.fetch(repo, remote, FetchPlan.CLONE, deadline);
        fetchUnreferenced(repo, remote, target);
        return new Fetched(target, CloneStrategy.FULL, note);
    }

    private Fetched borrowed(Repo repo, Remote remote, Refs refs) throws GitException, InterruptedException {
        Mirror mirror = new Mirror(git, request.mirrors(), remote, deadline);
        try {
            mirror.refresh();
        } catch (MirrorUnusableException e) {
            return full(repo, remote, refs.find(remote, request.ref()), e.note());
        }
        mirror.lendTo(repo);
        Target target = refs.findInMirror(mirror.repo(), remote, request.ref());
        git.fetch(repo, mirror.remote(), FetchPlan.CLONE, deadline);
        fetchUnreferenced(repo, remote, target);
        return new Fetched(target, CloneStrategy.REFERENCE_CLONE, "");
    }

    /** A commit that is on no branch has to be asked for by its id. */
    private void fetchUnreferenced(Repo repo, Remote remote, Target target) throws GitException, InterruptedException {
        if (git.commit(repo, target.revision(), deadline).isPresent() || target.isAbbreviated()) {
            return;
        }
        try {
            git.fetch(
                    repo,
                    remote,
                    new FetchPlan(List.of("+" + target.source() + ":" + target.localRef()), 0, false),
                    deadline);
        } catch (GitException e) {
            if (e.reason() != Reason.FAILED && e.reason() != Reason.UNKNOWN_REF) {
                throw e;
            }
            throw new Refs(git, repo, deadline).unknown(remote, request.ref(), e);
        }
    }

    private CheckoutResult finish(Repo repo, Remote remote, Fetched fetched) throws GitException, InterruptedException {
        Target target = fetched.target();
        String commit = git.commit(repo, target.revision(), deadline).orElse("");
        if (commit.isEmpty()) {
            throw new Refs(git, repo, deadline).unknown(remote, request.ref(), null);
        }
        String branch = request.branch();
        if (branch.isEmpty() && target.kind() == RefKind.BRANCH) {
            branch = target.shortName();
        }
        try {
            Destination.exclude(repo, List.of("/.agent/", "/.donmai/"));
        } catch (IOException e) {
            throw new GitException(Reason.FAILED, "can't write " + repo.gitDirectory() + "/info/exclude: " + e, e);
        }
        git.setFirst(repo, settings(repo, remote, fetched, branch), deadline);
        git.checkOut(repo, branch, commit, deadline);
        return new CheckoutResult(
                commit,
                branch,
                fetched.strategy(),
                target.kind(),
                target.kind() == RefKind.COMMIT ? commit : target.source(),
                fetched.note());
    }

    private Map<String, List<String>> settings(Repo repo, Remote remote, Fetched fetched, String branch)
            throws GitException, InterruptedException {
        Target target = fetched.target();
        Map<String, List<String>> settings = new LinkedHashMap<>();
        settings.put("remote.origin.url", List.of(remote.url().address()));
        settings.put("remote.origin.fetch", followed(fetched, branch));
        if (request.branch().isEmpty() && !branch.isEmpty()) {
            settings.put("branch." + branch + ".remote", List.of("origin"));
            settings.put("branch." + branch + ".merge", List.of(target.source()));
        }
        // So that the agent's own fetch and push reach the repository the same way. A helper that is a piece of shell
        // may
        // hold a secret and stays out of the file, which ends in archives.
        String helper = remote.credentials().credentialHelper();
        if (remote.url().isHttp() && !helper.isEmpty() && !helper.startsWith("!")) {
            settings.put("credential.helper", List.of(helper));
        }
        if (remote.url().isSsh() && !remote.credentials().sshKey().isEmpty()) {
            settings.put(
                    "core.sshCommand",
                    List.of(SshKey.at(remote.credentials().sshKey(), home).command()));
        }
        settings.putAll(author(git, repo, deadline));
        return settings;
    }

    /** What is missing of a name and an address to commit with. */
    static Map<String, List<String>> author(Plumbing git, Repo repo, Deadline deadline)
            throws GitException, InterruptedException {
        Map<String, List<String>> author =
                new TreeMap<>(Map.of("user.name", List.of(AGENT_NAME), "user.email", List.of(AGENT_EMAIL)));
        author.keySet().removeAll(git.settings(repo, Set.copyOf(author.keySet()), deadline));
        return author;
    }

    /**
     * Which branches of the remote a plain {@code git fetch} or a push keeps track of: after a shallow fetch not all of them,
     * as that would bring the history after all. The star stands for the session's branch not being there yet.
     */
    private static List<String> followed(Fetched fetched, String branch) {
        if (fetched.strategy() != CloneStrategy.SHALLOW) {
            return List.of("+refs/heads/*:" + ORIGIN + "*");
        }
        Target target = fetched.target();
        List<String> followed = new ArrayList<>();
        if (target.kind() == RefKind.BRANCH) {
            followed.add("+" + target.source() + ":" + target.localRef());
        }
        if (!branch.isEmpty() && !target.source().equals(RemoteRefs.BRANCHES + branch)) {
            followed.add("+refs/heads/" + branch + "*:" + ORIGIN + branch + "*");
        }
        return followed;
    }
}
