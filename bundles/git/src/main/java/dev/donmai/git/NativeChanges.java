package dev.donmai.git;

import dev.donmai.git.GitException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks at a working copy that an agent has had in its hands. Its configuration may name programs (filters, a file system
 * monitor, hooks, diff drivers, what serves a promised object): none of them is run, as this process may be less confined
 * than the agent was.
 */
final class NativeChanges {
    /** Enough for the names of 100,000 files. */
    private static final int LIST_CAP = 16 * 1024 * 1024;

    private static final Pattern FILTER = Pattern.compile(
            "(?:local|worktree)\\x00(filter\\.[^\\x00]*\\.)(?:clean|smudge|process|required)\\x00",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern FULL_ID = Pattern.compile("[0-9a-f]{40,64}");

    private final GitEnvironment environment;
    private final Repo repo;
    private final String base;
    private final Deadline deadline;
    private final List<String> filters;

    /** @param base full id of a commit; empty = unknown, which is enough for {@link #status()} */
    NativeChanges(GitEnvironment environment, Repo repo, String base, Deadline deadline)
            throws GitException, InterruptedException {
        this.environment = environment;
        this.repo = real(repo);
        this.base = base;
        this.deadline = deadline;
        this.filters = filtersOfRepository();
    }

    WorkareaStatus status() throws GitException, InterruptedException {
        String output = guarded("looking at " + repo.directory())
                .beginning(
                        List.of(
                                "status",
                                "--porcelain=v2",
                                "--branch",
                                "-z",
                                "--no-renames",
                                "--untracked-files=normal",
                                "--ignore-submodules=dirty"),
                        LIST_CAP,
                        deadline)
                .text();
        String branch = "";
        String head = "";
        boolean dirty = hasSubmodules();
        for (String line : output.split("\0", -1)) {
            if (line.startsWith("# branch.oid ")) {
                head = line.substring("# branch.oid ".length());
            } else if (line.startsWith("# branch.head ")) {
                branch = line.substring("# branch.head ".length());
            } else {
                dirty |= !line.isEmpty() && !line.startsWith("#");
            }
        }
        head = FULL_ID.matcher(head).matches() ? head : "";
        branch = branch.equals("(detached)") ? "" : branch;
        return new WorkareaStatus(branch, head, dirty, isUnpushed(head));
    }

    Changes changes(ChangeLimits limits) throws GitException, InterruptedException {
        WorkareaStatus status = status();
        List<Commit> commits = commits(status, limits);
        boolean moreCommits = commits.size() > limits.commits();
        try (NativeIndex index = NativeIndex.copyOf(repo)) {
            addUntracked(index);
            Beginning listed = guarded("comparing " + repo.directory() + " with " + base)
                    .set("GIT_INDEX_FILE", index.file().toString())
                    .beginning(diffArgs("--raw", "--numstat", "-z", "--abbrev=40"), LIST_CAP, deadline);
            List<ChangedFile> files = DiffListing.parse(listed.text());
            boolean moreFiles = listed.truncated() || files.size() > limits.files();
            return new Changes(
                    base,
                    status,
                    commits.subList(0, Math.min(commits.size(), limits.commits())),
                    moreCommits,
                    files.subList(0, Math.min(files.size(), limits.files())),
                    moreFiles);
        } catch (IOException e) {
            throw new GitException(Reason.FAILED, "can't compare " + repo.directory() + ": " + e, e);
        }
    }

    Patch diff(int maxBytes) throws GitException, InterruptedException {
        try (NativeIndex index = NativeIndex.copyOf(repo)) {
            addUntracked(index);
            Beginning beginning = guarded("comparing " + repo.directory() + " with " + base)
                    .set("GIT_INDEX_FILE", index.file().toString())
                    .beginning(diffArgs("--patch", "--src-prefix=a/", "--dst-prefix=b/"), maxBytes, deadline);
            return Patches.of(beginning.bytes(), beginning.truncated());
        } catch (IOException e) {
            throw new GitException(Reason.FAILED, "can't compare " + repo.directory() + ": " + e, e);
        }
    }

    private List<String> diffArgs(String... format) {
        List<String> args = new ArrayList<>(
                List.of("diff", "--no-color", "--no-ext-diff", "--no-textconv", "--ignore-submodules=dirty", "-M"));
        args.addAll(List.of(format));
        args.addAll(List.of(base, "--"));
        return args;
    }

    /** Makes untracked files part of the comparison, in a copy of the index. */
    private void addUntracked(NativeIndex index) throws GitException, InterruptedException {
        // Exit code 1: some file could not be added (unreadable, gone meanwhile, a repository without a commit).
        guarded("listing the files of " + repo.directory())
                .set("GIT_INDEX_FILE", index.file().toString())
                .ask(List.of("add", "--intent-to-add", "--ignore-errors", "--", "."), deadline);
    }

    private List<Commit> commits(WorkareaStatus status, ChangeLimits limits) throws GitException, InterruptedException {
        if (status.head().isEmpty()) {
            return List.of();
        }
        String output = guarded("listing the commits of " + repo.directory())
                .run(
                        List.of(
                                "log",
                                "-z",
                                "--no-show-signature",
                                "--no-notes",
                                "--no-color",
                                "--encoding=UTF-8",
                                "--max-count=" + (limits.commits() + 1L),
                                "--format=%H%x1f%ct%x1f%an%x1f%ae%x1f%s",
                                base + ".." + status.head(),
                                "--"),
                        deadline);
        List<Commit> commits = new ArrayList<>();
        for (String line : output.split("\0", -1)) {
            String[] fields = line.split("\u001f", 5);
            if (fields.length == 5) {
                commits.add(new Commit(
                        fields[0], fields[2], fields[3], Instant.ofEpochSecond(Long.parseLong(fields[1])), fields[4]));
            }
        }
        return commits;
    }

    private boolean isUnpushed(String head) throws GitException, InterruptedException {
        List<String> args = new ArrayList<>(List.of("rev-list", "--max-count=1"));
        if (!head.isEmpty()) {
            args.add(head);
        }
        args.addAll(List.of("--branches", "--glob=refs/stash*", "--not", "--remotes"));
        if (!base.isEmpty()) {
            args.add(base);
        }
        args.add("--");
        return guarded("looking for unpushed commits in " + repo.directory())
                .ask(args, deadline)
                .isPresent();
    }

    /** A submodule that is checked out isn't looked into, so what it holds counts as work. */
    private boolean hasSubmodules() {
        Path modules = repo.gitDirectory().resolve("modules");
        if (!Files.isDirectory(modules)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(modules)) {
            return entries.findAny().isPresent();
        } catch (IOException unreadable) {
            return true;
        }
    }

    private NativeCommand guarded(String doing) {
        NativeCommand command = NativeCommand.in(environment, repo, doing)
                .set("GIT_OPTIONAL_LOCKS", "0")
                .set("GIT_WORK_TREE", repo.directory().toString())
                .with("core.fsmonitor", "false")
                .with("core.hooksPath", "/dev/null")
                .with("log.showSignature", "false")
                .with("diff.orderFile", "/dev/null")
                .with("advice.addEmbeddedRepo", "false")
                .with("maintenance.auto", "false")
                .with("gc.auto", "0");
        for (String filter : filters) {
            command.with(filter + "clean", "")
                    .with(filter + "smudge", "")
                    .with(filter + "process", "")
                    .with(filter + "required", "false");
        }
        return command;
    }

    /** Those of the user's own configuration, which no agent can write, stay in force. */
    private List<String> filtersOfRepository() throws GitException, InterruptedException {
        String output = NativeCommand.in(environment, repo, "reading the configuration of " + repo.directory())
                .ask(
                        List.of(
                                "config",
                                "--includes",
                                "--show-scope",
                                "--name-only",
                                "-z",
                                "--get-regexp",
                                "^filter\\."),
                        deadline)
                .orElse("");
        TreeSet<String> names = new TreeSet<>();
        Matcher found = FILTER.matcher(output + "\0");
        while (found.find()) {
            names.add(found.group(1));
        }
        return List.copyOf(names);
    }

    private static Repo real(Repo repo) throws GitException {
        try {
            return Repo.worktree(repo.directory().toRealPath());
        } catch (IOException e) {
            throw new GitException(Reason.NO_REPOSITORY, "no working copy at " + repo.directory() + ": " + e, e);
        }
    }
}
