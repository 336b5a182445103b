package dev.donmai.git;

import dev.donmai.git.GitException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out what a ref names: a branch, else a tag, else a commit. */
final class Refs {
    private static final int SHOWN = 8;

    private final Plumbing git;
    private final Repo repo;
    private final Deadline deadline;

    /** @param repo where the questions come from */
    Refs(Plumbing git, Repo repo, Deadline deadline) {
        this.git = git;
        this.repo = repo;
        this.deadline = deadline;
    }

    /** Asks the remote, in one round trip. */
    Target find(Remote remote, String ref) throws GitException, InterruptedException {
        List<String> names = new ArrayList<>(List.of(RemoteRefs.HEAD));
        names.addAll(candidates(ref));
        RemoteRefs refs = git.remoteRefs(repo, remote, names, deadline);
        if (ref.isEmpty()) {
            return defaultOf(remote, refs);
        }
        Optional<String> found = candidates(ref).stream().filter(refs::has).findFirst();
        return target(remote, ref, found);
    }

    /** Looks into a mirror that is up to date. */
    Target findInMirror(Repo mirror, Remote remote, String ref) throws GitException, InterruptedException {
        if (ref.isEmpty()) {
            String head = git.headRef(mirror, deadline).orElse("");
            if (git.commit(mirror, RemoteRefs.HEAD, deadline).isEmpty()) {
                throw noDefault(remote);
            }
            return head.startsWith(RemoteRefs.BRANCHES)
                    ? Target.of(head)
                    : new Target(
                            RefKind.COMMIT,
                            git.commit(mirror, RemoteRefs.HEAD, deadline).orElseThrow());
        }
        for (String candidate : candidates(ref)) {
            if (git.commit(mirror, candidate, deadline).isPresent()) {
                return Target.of(candidate);
            }
        }
        return target(remote, ref, Optional.empty());
    }

    /** The error for a ref that is nothing, with what there is instead. */
    GitException unknown(Remote remote, String ref, @Nullable Throwable cause) throws InterruptedException {
        String there = "";
        try {
            RemoteRefs all = git.remoteRefs(repo, remote, List.of(), deadline);
            List<String> branches = all.branches(SHOWN);
            int more = all.branches(Integer.MAX_VALUE).size() - branches.size();
            there = branches.isEmpty()
                    ? " It has no branches."
                    : " Its branches: " + String.join(", ", branches) + (more > 0 ? " and " + more + " more" : "")
                            + ".";
        } catch (GitException unanswered) {
            there = " Its branches could not be listed.";
        }
        String message = "the repository " + remote.url() + " has no branch, tag or commit \"" + ref + "\"." + there
                + " Correct the ref, push it first, or leave it empty for the default branch.";
        return cause == null
                ? new GitException(Reason.UNKNOWN_REF, message)
                : new GitException(Reason.UNKNOWN_REF, message, cause);
    }

    private Target target(Remote remote, String ref, Optional<String> found) throws GitException, InterruptedException {
        if (found.isPresent()) {
            return Target.of(found.get());
        }
        if (ref.startsWith("refs/") || !RefName.mayBeCommit(ref)) {
            throw unknown(remote, ref, null);
        }
        return new Target(RefKind.COMMIT, ref);
    }

    private Target defaultOf(Remote remote, RemoteRefs refs) throws GitException, InterruptedException {
        if (!refs.headRef().isEmpty() && refs.id(RemoteRefs.HEAD).isPresent()) {
            return refs.headRef().startsWith(RemoteRefs.BRANCHES)
                    ? Target.of(refs.headRef())
                    : new Target(RefKind.COMMIT, refs.id(RemoteRefs.HEAD).get());
        }
        return new Target(RefKind.COMMIT, refs.id(RemoteRefs.HEAD).orElseThrow(() -> noDefault(remote)));
    }

    private static GitException noDefault(Remote remote) {
        return new GitException(
                Reason.EMPTY_REPOSITORY,
                "the repository " + remote.url()
                        + " has no default branch with a commit. Push a first commit to it, or name"
                        + " a branch as the ref.");
    }

    private static List<String> candidates(String ref) {
        if (ref.isEmpty()) {
            return List.of();
        }
        return ref.startsWith("refs/") ? List.of(ref) : List.of(RemoteRefs.BRANCHES + ref, RemoteRefs.TAGS + ref);
    }
}
