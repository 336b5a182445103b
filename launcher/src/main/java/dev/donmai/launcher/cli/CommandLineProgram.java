package dev.donmai.launcher.cli;

import dev.donmai.api.host.DaemonStartException;
import dev.donmai.git.GitException;
import dev.donmai.launcher.client.ClientException;
import dev.donmai.launcher.framework.BootException;
import dev.donmai.launcher.log.LogSink;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Reads the arguments, runs the command, and ends the process with its exit code. */
public final class CommandLineProgram {

    private final Program program;
    private final RootCommand root = new RootCommand();
    private final CommandTree commands;

    CommandLineProgram(Program program) {
        this.program = program;
        this.commands = new CommandTree(program, root);
    }

    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        LogSink.process()
                .hide(List.of(
                        environment.getOrDefault("DONMAI_DAEMON_TOKEN", ""),
                        environment.getOrDefault("RENSEI_DAEMON_TOKEN", "")));
        Program program = new Program(Console.ofProcess(environment), environment);
        int code = new CommandLineProgram(program).run(arguments);
        // Not exit(): what is left of the daemon's threads has nothing to say about the exit code.
        Runtime.getRuntime().halt(code);
    }

    private static CommandLine.Help.ColorScheme scheme(boolean colours) {
        return CommandLine.Help.defaultColorScheme(colours ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** Runs one command line; its exit code. */
    int run(String... arguments) {
        CommandLine commandLine = commands.of(List.of(arguments));
        commandLine
                .setOut(writer(program.console().out()))
                .setErr(writer(program.console().err()))
                .setColorScheme(scheme(program.console().colours()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, words) -> refuse(wrong))
                .setExecutionExceptionHandler((e, failed, parsed) -> fail(e, failed))
                .setExecutionStrategy(this::execute);
        int code = commandLine.execute(arguments);
        program.console().out().flush();
        program.console().err().flush();
        return code;
    }

    private int execute(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        CommandSpec command = last.commandSpec();
        boolean runs = command.userObject() instanceof DaemonRunCommand;
        Optional<Level> configured = level(program.variable("LOG_LEVEL"));
        root.configure(LogSink.process(), configured.orElse(runs ? Level.INFO : Level.WARN));
        if (root.noColour()) {
            program.withoutColours();
            parsed.commandSpec().commandLine().setColorScheme(scheme(false));
        }
        if (!last.isUsageHelpRequested() && !last.isVersionHelpRequested() && isGroup(command)) {
            command.commandLine().usage(program.console().out());
            return 0;
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /** The level of that name; a name that is none counts as not given. */
    private static Optional<Level> level(String name) {
        return Arrays.stream(Level.values())
                .filter(level -> level.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private static boolean isGroup(CommandSpec command) {
        return !command.subcommands().isEmpty();
    }

    private int refuse(CommandLine.ParameterException wrong) {
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        boolean unknown = wrong instanceof CommandLine.UnmatchedArgumentException
                && isGroup(wrong.getCommandLine().getCommandSpec());
        program.console()
                .error(
                        unknown
                                ? "unknown command for " + command + ": " + words(wrong)
                                : String.valueOf(wrong.getMessage()));
        program.console().err().println("Run `" + command + " --help` for its usage.");
        return 1;
    }

    private static String words(CommandLine.ParameterException wrong) {
        return wrong instanceof CommandLine.UnmatchedArgumentException unmatched
                ? String.join(" ", unmatched.getUnmatched())
                : "";
    }

    private int fail(Exception e, CommandLine failed) {
        if (root.debug()) {
            LoggerFactory.getLogger(CommandLineProgram.class).debug("the command failed", e);
        }
        String command = failed.getCommandSpec().qualifiedName().replaceFirst("^donmai ", "");
        program.console()
                .error(
                        switch (e) {
                            case CommandFailure failure -> String.valueOf(failure.getMessage());
                            case ClientException refused -> command + ": " + refused.getMessage();
                            case DaemonStartException start -> command + ": daemon start: " + start.getMessage();
                            case BootException broken -> command + ": " + broken.getMessage();
                            case GitException refused -> command + ": " + refused.getMessage();
                            default -> command + ": " + FailureText.of(e);
                        });
        return 1;
    }
}
