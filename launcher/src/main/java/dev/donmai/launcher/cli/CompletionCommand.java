package dev.donmai.launcher.cli;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

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

    private final Supplier<CommandLine> commands;

    @Parameters(paramLabel = "bash|zsh", description = "The shell.")
    @SuppressWarnings("UnusedVariable") // checked by the library; one script serves both
    private Shell shell = Shell.bash;

    CompletionCommand(Program program, Supplier<CommandLine> commands) {
        this.program = program;
        this.commands = commands;
    }

    @Override
    public Integer call() {
        program.console().out().print(AutoComplete.bash("donmai", commands.get()));
        return 0;
    }
}
