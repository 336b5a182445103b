package dev.donmai.git;

import dev.donmai.git.GitException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks at a working copy that an agent has had in its hands, through a {@link NativeGuard}. */
final class NativeChanges {
    /** Enough for the names of 100,000 files. */
    private static final int LIST_CAP = 16 * 1024 * 1024;

    private static final Pattern FULL_ID = Pattern.compile("[0-9a-f]{40,64}");

    private final NativeGuard guard;
    private final Repo repo;
    private final String base;
    private final Deadline deadline;

    /** @param base full id of a commit; empty = unknown, which is enough for {@link #status()} */
    NativeChanges(GitEnvironment environment, Repo repo, String base, Deadline deadline)
            throws GitException, InterruptedException {
        this.guard = new NativeGuard(environment, repo, deadline);
        this.repo = guard.repo();
        this.base = base;
        this.deadline = deadline;
    }

    WorkareaStatus status() throws GitException, InterruptedException {
        String output = guard.command("looking at " + repo.directory())
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
        try (IndexCopy index = IndexCopy.of(repo)) {
            addUntracked(index);
            Beginning listed = guard.command("comparing " + repo.directory() + " with " + base)
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
        try (IndexCopy index = IndexCopy.of(repo)) {
            addUntracked(index);
            Beginning beginning = guard.command("comparing " + repo.directory() + " with " + base)
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
    private void addUntracked(IndexCopy index) throws GitException, InterruptedException {
        // Exit code 1: some file could not be added (unreadable, gone meanwhile, a repository without a commit).
        guard.command("listing the files of " + repo.directory())
                .set("GIT_INDEX_FILE", index.file().toString())
                .ask(List.of("add", "--intent-to-add", "--ignore-errors", "--", "."), deadline);
    }

    private List<Commit> commits(WorkareaStatus status, ChangeLimits limits) throws GitException, InterruptedException {
        if (status.head().isEmpty()) {
            return List.of();
        }
        String output = guard.command("listing the commits of " + repo.directory())
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
        return guard.command("looking for unpushed commits in " + repo.directory())
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
}
