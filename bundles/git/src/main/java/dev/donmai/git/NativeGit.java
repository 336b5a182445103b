package dev.donmai.git;

import dev.donmai.git.GitException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The {@code git} program. */
final class NativeGit implements Plumbing {
    /** The first version that takes configuration from the environment, which keeps secrets out of argument lists. */
    private static final int OLDEST_MAJOR = 2;

    private static final int OLDEST_MINOR = 31;

    private static final Pattern VERSION = Pattern.compile("git version (\\d+)\\.(\\d+).*", Pattern.DOTALL);

    private final GitEnvironment environment;
    private final String version;

    private NativeGit(GitEnvironment environment, String version) {
        this.environment = environment;
        this.version = version;
    }

    /** The git on the {@code PATH}; throws if there is none or it is too old. */
    static NativeGit find(GitEnvironment environment) throws GitException, InterruptedException {
        if (!environment.hasProgram("git")) {
            throw new GitException(
                    Reason.FAILED,
                    "no git in PATH " + environment.variable("PATH").orElse("")
                            + ". Install git, or leave the choice of the backend open.");
        }
        String output = new NativeCommand(environment, Path.of("/"), "asking git for its version")
                .run(List.of("--version"), Deadline.after(Duration.ofSeconds(20)))
                .trim();
        Matcher found = VERSION.matcher(output);
        if (!found.matches()) {
            throw new GitException(Reason.FAILED, "git doesn't tell its version but: " + output);
        }
        int major = Integer.parseInt(found.group(1));
        int minor = Integer.parseInt(found.group(2));
        if (major < OLDEST_MAJOR || (major == OLDEST_MAJOR && minor < OLDEST_MINOR)) {
            throw new GitException(
                    Reason.FAILED,
                    output + " is too old: " + OLDEST_MAJOR + "." + OLDEST_MINOR + " or newer is needed");
        }
        return new NativeGit(environment, output);
    }

    @Override
    public GitBackend backend() {
        return GitBackend.NATIVE;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public void init(Repo repo, Deadline deadline) throws GitException, InterruptedException {
        List<String> args = new ArrayList<>(List.of("init", "--quiet", "--template=", "--initial-branch=main"));
        if (repo.bare()) {
            args.add("--bare");
        }
        args.addAll(List.of("--", repo.directory().toString()));
        new NativeCommand(environment, Path.of("/"), "making " + repo.directory()).run(args, deadline);
    }

    @Override
    public RemoteRefs remoteRefs(Repo repo, Remote remote, List<String> names, Deadline deadline)
            throws GitException, InterruptedException {
        List<String> args = new ArrayList<>(
                List.of("ls-remote", "--quiet", "--symref", "--", remote.url().address()));
        for (String name : names) {
            args.add(name);
            args.add(name + "^{}");
        }
        return RemoteRefs.parse(command(repo, "asking " + remote.url() + " for its refs")
                .reaching(remote, deadline)
                .run(args, deadline));
    }

    @Override
    public void fetch(Repo repo, Remote remote, FetchPlan plan, Deadline deadline)
            throws GitException, InterruptedException {
        List<String> args = new ArrayList<>(List.of(
                "fetch",
                "--quiet",
                "--no-tags",
                "--no-recurse-submodules",
                "--no-write-fetch-head",
                "--update-shallow"));
        if (plan.depth() > 0) {
            args.add("--depth=" + plan.depth());
        }
        if (plan.prune()) {
            args.add("--prune");
        }
        args.addAll(List.of("--", remote.url().address()));
        args.addAll(plan.refSpecs());
        command(repo, "fetching from " + remote.url())
                .with("gc.auto", "0")
                .with("maintenance.auto", "false")
                .reaching(remote, deadline)
                .run(args, deadline);
    }

    @Override
    public Optional<String> commit(Repo repo, String revision, Deadline deadline)
            throws GitException, InterruptedException {
        return command(repo, "looking for " + revision + " in " + repo.directory())
                .ask(List.of("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"), deadline);
    }

    @Override
    public Optional<String> headRef(Repo repo, Deadline deadline) throws GitException, InterruptedException {
        return command(repo, "reading HEAD of " + repo.directory())
                .ask(List.of("symbolic-ref", "--quiet", "HEAD"), deadline);
    }

    @Override
    public void setHeadRef(Repo repo, String ref, Deadline deadline) throws GitException, InterruptedException {
        command(repo, "setting HEAD of " + repo.directory()).run(List.of("symbolic-ref", "HEAD", ref), deadline);
    }

    @Override
    public Set<String> settings(Repo repo, Set<String> keys, Deadline deadline)
            throws GitException, InterruptedException {
        String pattern = keys.stream().map(key -> key.replace(".", "\\.")).collect(Collectors.joining("|", "^(", ")$"));
        String found = command(repo, "reading the configuration of " + repo.directory())
                .ask(List.of("config", "--includes", "-z", "--get-regexp", pattern), deadline)
                .orElse("");
        Set<String> settings = new HashSet<>();
        for (String entry : found.split("\0", -1)) {
            int end = entry.indexOf('\n');
            if (end > 0 && end < entry.length() - 1) {
                settings.add(entry.substring(0, end));
            }
        }
        return settings;
    }

    @Override
    public void set(Repo repo, Map<String, List<String>> values, Deadline deadline)
            throws GitException, InterruptedException {
        for (Map.Entry<String, List<String>> entry : values.entrySet()) {
            String how = "--replace-all";
            for (String value : entry.getValue()) {
                command(repo, "setting " + entry.getKey() + " of " + repo.directory())
                        .run(List.of("config", "--local", how, entry.getKey(), value), deadline);
                how = "--add";
            }
        }
    }

    @Override
    public void setFirst(Repo repo, Map<String, List<String>> values, Deadline deadline)
            throws GitException, InterruptedException {
        deadline.check("setting the configuration of " + repo.directory());
        Path file = repo.gitDirectory().resolve("config");
        try {
            Files.writeString(file, ConfigText.of(values), StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new GitException(Reason.FAILED, "can't write " + file + ": " + e, e);
        }
    }

    @Override
    public void checkOut(Repo repo, String branch, String commit, Deadline deadline)
            throws GitException, InterruptedException {
        // Online for the sake of the user's filters: large files come from the remote. Nobody else has had this copy
        // yet.
        NativeCommand command = command(repo, "checking out " + commit + " in " + repo.directory())
                .online()
                // A relative path of the user's configuration would lead into what is being checked out.
                .with("core.hooksPath", "/dev/null");
        if (!environment.hasProgram("git-lfs")) {
            // A user's configuration may still name it; pointer files are better than no check-out.
            command.with("filter.lfs.smudge", "").with("filter.lfs.process", "").with("filter.lfs.required", "false");
        }
        command.run(
                branch.isEmpty()
                        ? List.of("checkout", "--quiet", "--detach", commit)
                        : List.of("checkout", "--quiet", "--no-track", "-b", branch, commit),
                deadline);
    }

    @Override
    public String commitAll(Repo repo, String message, Deadline deadline) throws GitException, InterruptedException {
        command(repo, "adding files in " + repo.directory()).run(List.of("add", "--all"), deadline);
        command(repo, "committing in " + repo.directory())
                .with("commit.gpgSign", "false")
                .with("core.hooksPath", "/dev/null")
                .run(List.of("commit", "--quiet", "--no-verify", "--allow-empty", "--message", message), deadline);
        return commit(repo, "HEAD", deadline).orElseThrow();
    }

    @Override
    public WorkareaStatus status(Repo repo, String base, Deadline deadline) throws GitException, InterruptedException {
        return new NativeChanges(environment, repo, base, deadline).status();
    }

    @Override
    public Changes changes(Repo repo, String base, ChangeLimits limits, Deadline deadline)
            throws GitException, InterruptedException {
        return new NativeChanges(environment, repo, base, deadline).changes(limits);
    }

    @Override
    public Patch diff(Repo repo, String base, int maxBytes, Deadline deadline)
            throws GitException, InterruptedException {
        return new NativeChanges(environment, repo, base, deadline).diff(maxBytes);
    }

    @Override
    public Staging stage(Repo repo, Deadline deadline) throws GitException, InterruptedException {
        return NativeStaging.of(environment, repo, deadline);
    }

    @Override
    public boolean isAncestor(Repo repo, String ancestor, String commit, Deadline deadline)
            throws GitException, InterruptedException {
        return command(repo, "comparing " + ancestor + " with " + commit)
                .attempt(List.of("merge-base", "--is-ancestor", ancestor, commit), deadline)
                .ok();
    }

    @Override
    public TrackedBranch tracked(Repo repo, String branch, Deadline deadline)
            throws GitException, InterruptedException {
        String ref = TrackedBranch.ref(branch);
        Optional<String> commit = commit(repo, ref, deadline);
        if (commit.isEmpty()) {
            return TrackedBranch.UNKNOWN;
        }
        String last = new NativeGuard(environment, repo, deadline)
                .command("reading the log of " + ref)
                .run(List.of("log", "--walk-reflogs", "--max-count=1", "--format=%gs", ref, "--"), deadline)
                .strip();
        return new TrackedBranch(commit.get(), last.equals(TrackedBranch.PUSHED));
    }

    @Override
    public void point(Repo repo, String ref, String commit, String why, Deadline deadline)
            throws GitException, InterruptedException {
        new NativeGuard(environment, repo, deadline)
                .command("setting " + ref + " of " + repo.directory())
                .run(List.of("update-ref", "--create-reflog", "-m", why, ref, commit), deadline);
    }

    @Override
    public PushReply push(Repo source, Remote remote, PushPlan plan, Deadline deadline)
            throws GitException, InterruptedException {
        return new NativePush(environment, source, remote, deadline).push(plan);
    }

    @Override
    public void addedLines(Repo repo, String base, String commit, AddedLines sink, Deadline deadline)
            throws GitException, InterruptedException {
        PatchReader reader = new PatchReader(sink);
        new NativeGuard(environment, repo, deadline)
                .command("reading what " + commit + " adds to " + base)
                .with("core.quotePath", "false")
                .lines(PatchReader.args(base, commit), reader::line, deadline);
    }

    private NativeCommand command(Repo repo, String doing) {
        return NativeCommand.in(environment, repo, doing);
    }
}
