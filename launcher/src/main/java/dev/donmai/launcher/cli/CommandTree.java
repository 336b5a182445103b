package dev.donmai.launcher.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The commands of the program. Reading the annotations of all of them takes longer than most commands run, so where the arguments
 * begin with the name of one, the others are left out.
 */
final class CommandTree {

    private record Entry(String name, Supplier<Object> command, List<Entry> under) {

        Entry(String name, Supplier<Object> command) {
            this(name, command, List.of());
        }
    }

    private final Program program;
    private final RootCommand root;

    CommandTree(Program program, RootCommand root) {
        this.program = program;
        this.root = root;
    }

    /** All of them. */
    CommandLine whole() {
        return of(List.of());
    }

    /** Those that these arguments can mean. */
    CommandLine of(List<String> arguments) {
        return line(new Entry("donmai", () -> root, entries()), arguments);
    }

    private List<Entry> entries() {
        return List.of(
                new Entry(
                        "daemon",
                        with(DaemonCommand::new),
                        List.of(
                                new Entry("run", with(DaemonRunCommand::new)),
                                new Entry("status", with(DaemonStatusCommand::new)),
                                new Entry("stats", with(DaemonStatsCommand::new)),
                                new Entry("evict", with(DaemonEvictCommand::new)),
                                new Entry("set", with(DaemonSetCommand::new)),
                                new Entry("doctor", with(DaemonDoctorCommand::new)),
                                new Entry("logs", with(DaemonLogsCommand::new)))),
                new Entry(
                        "session",
                        with(SessionCommand::new),
                        List.of(
                                new Entry("run", with(SessionRunCommand::new)),
                                new Entry("show", with(SessionShowCommand::new)),
                                new Entry("queue", with(SessionQueueCommand::new)))),
                new Entry("provider", with(ProviderCommand::new)),
                new Entry("quickstart", with(QuickstartCommand::new)),
                new Entry("completion", () -> new CompletionCommand(program, this::whole)),
                new Entry("version", with(VersionCommand::new)),
                new Entry(
                        "dev", DevCommand::new, List.of(new Entry("orchestrator", with(DevOrchestratorCommand::new)))));
    }

    private Supplier<Object> with(Function<Program, Object> command) {
        return () -> command.apply(program);
    }

    private static CommandLine line(Entry entry, List<String> arguments) {
        CommandLine line = new CommandLine(entry.command().get());
        Optional<Entry> named = entry.under().stream()
                .filter(each -> !arguments.isEmpty() && each.name().equals(arguments.getFirst()))
                .findFirst();
        if (named.isEmpty() && !line.getCommandSpec().isAddMethodSubcommands()) {
            line.getCommandSpec().addMethodSubcommands();
        }
        List<Entry> meant = named.map(List::of).orElse(entry.under());
        List<String> rest = named.isPresent() ? arguments.subList(1, arguments.size()) : List.of();
        meant.forEach(each -> line.addSubcommand(line(each, rest)));
        return line;
    }
}
