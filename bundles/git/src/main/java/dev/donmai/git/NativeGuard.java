package dev.donmai.git;

import dev.donmai.git.GitException.Reason;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs git in a working copy that an agent has had in its hands. Its configuration may name programs (filters, a file system
 * monitor, hooks, diff drivers, what serves a promised object): none of them is run, as this process may be less confined
 * than the agent was.
 */
final class NativeGuard {
    private static final Pattern FILTER = Pattern.compile(
            "(?:local|worktree)\\x00(filter\\.[^\\x00]*\\.)(?:clean|smudge|process|required)\\x00",
            Pattern.CASE_INSENSITIVE);

    private final GitEnvironment environment;
    private final Repo repo;
    private final List<String> filters;

    NativeGuard(GitEnvironment environment, Repo repo, Deadline deadline) throws GitException, InterruptedException {
        this.environment = environment;
        this.repo = real(repo);
        this.filters = filtersOfRepository(deadline);
    }

    /** The working copy by its real path. */
    Repo repo() {
        return repo;
    }

    /** @param doing completes "git failed while …" */
    NativeCommand command(String doing) {
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
    private List<String> filtersOfRepository(Deadline deadline) throws GitException, InterruptedException {
        String output = NativeCommand.in(environment, repo, "reading the configuration of " + repo.directory())
                .ask(
                        List.of(
                                "config",
                                "--includes",
                                "--show-scope",
                                "--name-only",
                                "-z",
                                "--get-regexp",
                                "^filter\\..*\\.(clean|smudge|process|required)$"),
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
