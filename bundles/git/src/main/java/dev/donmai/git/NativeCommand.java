package dev.donmai.git;

import dev.donmai.git.GitException.Reason;
import dev.donmai.process.Program;
import dev.donmai.process.ProgramResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One run of git: its directory, its environment, and settings for this run alone. Settings travel in the environment
 * ({@code GIT_CONFIG_COUNT}), where other users of the machine don't see them.
 */
final class NativeCommand {
    private static final int FAILED_QUESTION = 1;

    private record Setting(String key, String value) {}

    private final GitEnvironment environment;
    private final Path directory;
    private final String doing;
    private final List<String> options = new ArrayList<>();
    private final List<Setting> settings = new ArrayList<>();
    private final Map<String, String> variables = new LinkedHashMap<>();
    private boolean online;
    private String input = "";

    /** @param doing completes "git failed while …" */
    NativeCommand(GitEnvironment environment, Path directory, String doing) {
        this.environment = environment;
        this.directory = directory;
        this.doing = doing;
        with("protocol.ext.allow", "never");
    }

    static NativeCommand in(GitEnvironment environment, Repo repo, String doing) {
        NativeCommand command = new NativeCommand(environment, repo.directory(), doing);
        if (repo.bare()) {
            command.options.add("--git-dir=" + repo.directory());
        } else {
            // A working copy that has lost its .git must not lead to a repository above it.
            Path parent = repo.directory().getParent();
            command.set("GIT_CEILING_DIRECTORIES", parent == null ? "/" : parent.toString());
        }
        return command;
    }

    NativeCommand with(String key, String value) {
        settings.add(new Setting(key, value));
        return this;
    }

    /** What git reads; nothing else is ever asked of anybody. */
    NativeCommand input(String text) {
        input = text;
        return this;
    }

    NativeCommand set(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /**
     * Lets this run talk to remotes. Any other is kept from it: the configuration of a working copy can make git fetch
     * whatever object is missing, with a program that the configuration names.
     */
    NativeCommand online() {
        online = true;
        return this;
    }

    /** {@link #online}, with what is needed to be let in by a remote. */
    NativeCommand reaching(Remote remote, Deadline deadline) throws GitException, InterruptedException {
        online();
        if (remote.url().isSsh()) {
            set("GIT_SSH_COMMAND", sshCommand(remote, deadline) + " -o BatchMode=yes");
        }
        with("credential.interactive", "false");
        remote.login().ifPresentOrElse(login -> answerWith(remote, login), () -> askHelper(remote));
        return this;
    }

    /** Standard output of a run that succeeded, all of it. */
    String run(List<String> args, Deadline deadline) throws GitException, InterruptedException {
        ProgramResult result = attempt(args, deadline);
        if (!result.ok()) {
            throw failure(result);
        }
        return whole(result);
    }

    /** The one line that git answers a question with; empty when it answers with exit code 1. */
    Optional<String> ask(List<String> args, Deadline deadline) throws GitException, InterruptedException {
        ProgramResult result = attempt(args, deadline);
        if (result.exitCode() == FAILED_QUESTION) {
            return Optional.empty();
        }
        if (!result.ok()) {
            throw failure(result);
        }
        return Optional.of(whole(result).strip()).filter(line -> !line.isEmpty());
    }

    /** Of a longer answer only the end is kept, and a decision that rests on a part of it is a wrong one. */
    private String whole(ProgramResult result) throws GitException {
        if (result.stdoutTruncated()) {
            throw new GitException(Reason.FAILED, "git had more to say than is read while " + doing);
        }
        return result.stdout();
    }

    /** The first {@code cap} bytes of standard output; git is ended when it has more to say. */
    Beginning beginning(List<String> args, int cap, Deadline deadline) throws GitException, InterruptedException {
        deadline.check(doing);
        try {
            Beginning beginning = Beginning.of(program(args, deadline), cap, deadline.remaining());
            if (beginning.timedOut()) {
                throw deadline.exceeded(doing);
            }
            if (!beginning.truncated() && beginning.exitCode() != 0) {
                throw failure(beginning.exitCode(), beginning.stderr());
            }
            return beginning;
        } catch (IOException e) {
            throw unstartable(e);
        }
    }

    /** Hands over the lines of standard output while it runs, however many they are. */
    void lines(List<String> args, Consumer<String> sink, Deadline deadline) throws GitException, InterruptedException {
        deadline.check(doing);
        try {
            LineRun.End end = LineRun.of(program(args, deadline), sink, deadline.remaining());
            if (end.exitCode().isEmpty()) {
                throw deadline.exceeded(doing);
            }
            if (end.exitCode().getAsInt() != 0) {
                throw failure(end.exitCode().getAsInt(), end.stderr());
            }
        } catch (IOException e) {
            throw unstartable(e);
        }
    }

    /** How a run ended, whatever its exit code is. */
    ProgramResult attempt(List<String> args, Deadline deadline) throws GitException, InterruptedException {
        deadline.check(doing);
        try {
            ProgramResult result = program(args, deadline).run();
            if (result.timedOut()) {
                throw deadline.exceeded(doing);
            }
            return result;
        } catch (IOException e) {
            throw unstartable(e);
        }
    }

    private Program program(List<String> args, Deadline deadline) {
        List<String> argv = new ArrayList<>(List.of("git"));
        argv.addAll(options);
        argv.addAll(args);
        Map<String, String> all = environment.variables();
        if (!online) {
            all.put("GIT_NO_LAZY_FETCH", "1");
            // For a git that doesn't know the former; "none" is no protocol, and beats every protocol.*.allow.
            all.put("GIT_ALLOW_PROTOCOL", "none");
        }
        all.putAll(variables);
        all.put("GIT_CONFIG_COUNT", Integer.toString(settings.size()));
        for (int i = 0; i < settings.size(); i++) {
            all.put("GIT_CONFIG_KEY_" + i, settings.get(i).key());
            all.put("GIT_CONFIG_VALUE_" + i, settings.get(i).value());
        }
        Program program = Program.of(argv).in(directory).environment(all).deadline(deadline.remaining());
        return input.isEmpty() ? program : program.stdin(input);
    }

    private String sshCommand(Remote remote, Deadline deadline) throws GitException, InterruptedException {
        String key = remote.credentials().sshKey();
        if (!key.isEmpty()) {
            return SshKey.at(key, environment.home()).command();
        }
        if (!environment.sshCommand().isEmpty()) {
            return environment.sshCommand();
        }
        return new NativeCommand(environment, Path.of("/"), "reading the user's configuration")
                .ask(List.of("config", "--get", "core.sshCommand"), deadline)
                .orElse("ssh");
    }

    /** For this host alone: a redirect to another one gets nothing. */
    private void answerWith(Remote remote, RepositoryUrl.Login login) {
        with("credential.helper", "");
        with(
                "credential." + remote.url().origin() + ".helper",
                "!f() { test \"$1\" = get || return 0; printf 'username=%s\\npassword=%s\\n'"
                        + " \"$DONMAI_GIT_USER\" \"$DONMAI_GIT_PASSWORD\"; }; f");
        set("DONMAI_GIT_USER", login.user());
        set("DONMAI_GIT_PASSWORD", login.password());
    }

    private void askHelper(Remote remote) {
        String helper = remote.credentials().credentialHelper();
        if (!helper.isEmpty()) {
            with("credential.helper", "");
            with("credential.helper", helper);
        }
    }

    GitException failure(ProgramResult result) {
        return failure(result.exitCode(), result.stderr());
    }

    private GitException failure(int exitCode, String stderr) {
        return GitErrors.of(doing, "exit code " + exitCode, stderr);
    }

    private GitException unstartable(IOException e) {
        return new GitException(Reason.FAILED, "git can't be started for " + doing + ": " + e.getMessage(), e);
    }
}
