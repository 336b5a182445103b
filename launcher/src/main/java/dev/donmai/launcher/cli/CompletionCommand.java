package dev.donmai.launcher.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code donmai completion}. */
@Command(
        name = "completion",
        description = {
            "Print what makes a shell complete the commands and flags of donmai.",
            "For this shell: source <(donmai completion bash)"
        })
final class CompletionCommand implements Callable<Integer> {

    private enum Shell {
        bash,
        zsh
    }

    private final Program program;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "bash|zsh", description = "The shell.")
    @SuppressWarnings("UnusedVariable") // checked by the library; one script serves both
    private Shell shell = Shell.bash;

    CompletionCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        program.console().out().print(AutoComplete.bash("donmai", spec.root().commandLine()));
        return 0;
    }
}
