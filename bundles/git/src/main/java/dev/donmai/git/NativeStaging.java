package dev.donmai.git;

import dev.donmai.git.GitException.Reason;
import dev.donmai.git.RawDiff.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A {@link Staging} with native git: its plumbing commands on a copy of the index. */
final class NativeStaging implements Staging {
    private static final int LIST_CAP = 16 * 1024 * 1024;
    private static final String EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

    private final NativeGuard guard;
    private final Deadline deadline;
    private final IndexCopy index;
    private final String head;
    private final List<Entry> entries;
    private final Set<String> unfiltered;

    private NativeStaging(
            NativeGuard guard,
            Deadline deadline,
            IndexCopy index,
            String head,
            List<Entry> entries,
            Set<String> unfiltered) {
        this.guard = guard;
        this.deadline = deadline;
        this.index = index;
        this.head = head;
        this.entries = entries;
        this.unfiltered = unfiltered;
    }

    static NativeStaging of(GitEnvironment environment, Repo repo, Deadline deadline)
            throws GitException, InterruptedException {
        NativeGuard guard = new NativeGuard(environment, repo, deadline);
        Optional<String> head = guard.command("looking for HEAD in " + repo.directory())
                .ask(List.of("rev-parse", "--verify", "--quiet", "HEAD^{commit}"), deadline);
        IndexCopy index = copy(guard.repo());
        boolean done = false;
        try {
            // Exit code 1: some file could not be added (unreadable, gone meanwhile, a repository without a commit).
            on(guard, index, "adding the files of " + repo.directory())
                    .ask(List.of("add", "--all", "--ignore-errors", "--", "."), deadline);
            String listed = on(guard, index, "listing the changes of " + repo.directory())
                    .run(
                            List.of(
                                    "diff-index",
                                    "--cached",
                                    "--raw",
                                    "-z",
                                    "--no-renames",
                                    "--abbrev=40",
                                    head.orElse(EMPTY_TREE),
                                    "--"),
                            deadline);
            if (listed.length() >= LIST_CAP) {
                throw new GitException(
                        Reason.FAILED, "more files have changed in " + repo.directory() + " than can be listed");
            }
            List<Entry> entries = new ArrayList<>(RawDiff.parse(listed));
            Set<String> unfiltered = unfiltered(guard, index, entries, deadline);
            done = true;
            return new NativeStaging(guard, deadline, index, head.orElse(""), entries, unfiltered);
        } finally {
            if (!done) {
                index.close();
            }
        }
    }

    @Override
    public List<StagedFile> files() {
        return entries.stream()
                .map(entry -> new StagedFile(entry.path(), entry.submodule(), unfiltered.contains(entry.path())))
                .toList();
    }

    @Override
    public void leaveOut(Collection<String> paths) throws GitException, InterruptedException {
        Set<String> unwanted = new HashSet<>(paths);
        StringBuilder lines = new StringBuilder();
        entries.stream()
                .filter(entry -> unwanted.contains(entry.path()))
                .forEach(entry -> lines.append(entry.restoring()));
        on(guard, index, "leaving files out of a commit in " + guard.repo().directory())
                .input(lines.toString())
                .run(List.of("update-index", "-z", "--index-info"), deadline);
        entries.removeIf(entry -> unwanted.contains(entry.path()));
    }

    @Override
    public String commit(String message) throws GitException, InterruptedException {
        String doing = "committing in " + guard.repo().directory();
        if (entries.isEmpty() && !head.isEmpty()) {
            return head;
        }
        String tree =
                on(guard, index, doing).run(List.of("write-tree"), deadline).strip();
        List<String> args = new ArrayList<>(List.of("commit-tree", "--no-gpg-sign", "-F", "-"));
        MergeState merge = new MergeState(guard.repo());
        for (String parent : parents(merge)) {
            args.add("-p");
            args.add(parent);
        }
        args.add(tree);
        String commit = guard.command(doing).input(message).run(args, deadline).strip();
        guard.command(doing)
                // A program that looks at the tree may hold it for a moment.
                .with("core.filesRefLockTimeout", "2000")
                .run(
                        List.of(
                                "update-ref",
                                "--create-reflog",
                                "-m",
                                "commit: " + message.lines().findFirst().orElse(""),
                                "HEAD",
                                commit,
                                head.isEmpty() ? "0".repeat(commit.length()) : head),
                        deadline);
        merge.conclude();
        index.install(guard.repo());
        return commit;
    }

    private static Set<String> unfiltered(NativeGuard guard, IndexCopy index, List<Entry> entries, Deadline deadline)
            throws GitException, InterruptedException {
        String paths = entries.stream().map(entry -> entry.path() + "\0").collect(Collectors.joining());
        if (paths.isEmpty()) {
            return Set.of();
        }
        String[] answers = on(
                        guard,
                        index,
                        "reading the attributes of files in " + guard.repo().directory())
                .input(paths)
                .run(List.of("check-attr", "-z", "--stdin", "filter"), deadline)
                .split("\0", -1);
        Map<String, Boolean> inForce = new HashMap<>();
        Set<String> unfiltered = new HashSet<>();
        for (int i = 0; i + 2 < answers.length; i += 3) {
            String name = answers[i + 2];
            if (ContentFilter.isEssential(name)) {
                if (!inForce.containsKey(name)) {
                    inForce.put(name, isInForce(guard, name, deadline));
                }
                if (!inForce.getOrDefault(name, false)) {
                    unfiltered.add(answers[i]);
                }
            }
        }
        return unfiltered;
    }

    private static boolean isInForce(NativeGuard guard, String filter, Deadline deadline)
            throws GitException, InterruptedException {
        return guard.command("looking for the filter " + filter)
                .ask(List.of("config", "--get", "filter." + filter + ".clean"), deadline)
                .isPresent();
    }

    private List<String> parents(MergeState merge) throws GitException {
        List<String> parents = new ArrayList<>();
        if (!head.isEmpty()) {
            parents.add(head);
            parents.addAll(merge.others());
        }
        return parents;
    }

    @Override
    public void close() {
        index.close();
    }

    private static NativeCommand on(NativeGuard guard, IndexCopy index, String doing) {
        return guard.command(doing).set("GIT_INDEX_FILE", index.file().toString());
    }

    private static IndexCopy copy(Repo repo) throws GitException {
        try {
            return IndexCopy.of(repo);
        } catch (IOException e) {
            throw new GitException(Reason.FAILED, "can't read the index of " + repo.directory() + ": " + e, e);
        }
    }
}
