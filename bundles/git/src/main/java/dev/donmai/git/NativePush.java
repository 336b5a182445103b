package dev.donmai.git;

import dev.donmai.process.ProgramResult;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Pushes with native git, from a repository that nobody but us has had. */
final class NativePush {
    private static final String NOBODY = "0".repeat(40);

    private final GitEnvironment environment;
    private final Repo source;
    private final Remote remote;
    private final Deadline deadline;

    NativePush(GitEnvironment environment, Repo source, Remote remote, Deadline deadline) {
        this.environment = environment;
        this.source = source;
        this.remote = remote;
        this.deadline = deadline;
    }

    PushReply push(PushPlan plan) throws GitException, InterruptedException {
        if (Files.isDirectory(plan.largeFiles()) && environment.hasProgram("git-lfs")) {
            uploadLargeFiles(plan);
        }
        List<String> args = new ArrayList<>(List.of(
                "push", "--porcelain", "--no-verify", "--no-follow-tags", "--no-signed", "--recurse-submodules=no"));
        if (plan.replaces()) {
            args.add("--force-with-lease=" + plan.ref() + ":" + plan.expected());
        }
        args.addAll(List.of("--", remote.url().address(), plan.commit() + ":" + plan.ref()));
        NativeCommand command = command("pushing to " + remote.url());
        ProgramResult result = command.attempt(args, deadline);
        if (result.ok()) {
            return PushReply.DONE;
        }
        String report =
                result.stdout().lines().filter(line -> line.startsWith("!")).collect(Collectors.joining("\n"));
        // The latter stands for a remote that broke off in the middle.
        if (report.isEmpty() || report.contains("[remote failure]")) {
            throw command.failure(result);
        }
        return PushReply.rejected(report, result.stderr());
    }

    /** What a hook of git-lfs would do: without them the remote has pointers to files that it hasn't. */
    private void uploadLargeFiles(PushPlan plan) throws GitException, InterruptedException {
        command("sending large files to " + remote.url())
                .with("lfs.storage", plan.largeFiles().toString())
                .input(plan.ref() + " " + plan.commit() + " " + plan.ref() + " "
                        + (plan.remoteCommit().isEmpty() ? NOBODY : plan.remoteCommit()) + "\n")
                .run(
                        List.of(
                                "lfs",
                                "pre-push",
                                remote.url().address(),
                                remote.url().address()),
                        deadline);
    }

    private NativeCommand command(String doing) throws GitException, InterruptedException {
        return NativeCommand.in(environment, source, doing)
                .with("core.hooksPath", "/dev/null")
                .with("gc.auto", "0")
                .with("maintenance.auto", "false")
                .reaching(remote, deadline);
    }
}
