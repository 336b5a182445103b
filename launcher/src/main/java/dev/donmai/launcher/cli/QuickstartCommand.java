package dev.donmai.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.launcher.quickstart.Quickstart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code donmai quickstart}. */
@Command(
        name = "quickstart",
        description = {
            "Run one real session, on a state directory and a small repository made for it.",
            "Exits 0 only when the session completed."
        })
final class QuickstartCommand implements Callable<Integer>, Quickstart.Audience {

    private static final int INTERRUPTED = 130;

    private final Program program;

    @Option(
            names = "--repo",
            paramLabel = "DIR",
            description = "Work on a copy of this repository; its files, index and branches are left alone.")
    private Path repository = Path.of("");

    @Option(
            names = "--agent",
            paramLabel = "command|stub",
            defaultValue = "command",
            description = "Agent runtime: a program (default), or the stub that only pretends.")
    private String agent = "command";

    @Option(
            names = "--keep",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Keep the state directory with the archive (default), or remove it at the end.")
    private boolean keep = true;

    @Parameters(
            arity = "0..*",
            paramLabel = "-- COMMAND",
            description = "The agent's command line, after two dashes; it reads the prompt from standard input.")
    private List<String> command = new ArrayList<>();

    QuickstartCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws Exception {
        if (!agent.equals("command") && !agent.equals("stub")) {
            throw new CommandFailure("quickstart: --agent is neither command nor stub, but \"" + agent + "\"");
        }
        if (agent.equals("stub") && !command.isEmpty()) {
            throw new CommandFailure("quickstart: the stub takes no command; leave out --agent stub, or the command");
        }
        Quickstart quickstart = new Quickstart(
                new Quickstart.Plan(repository, agent, commandLine(), keep), program.environment(), this);
        AtomicBoolean interrupted = new AtomicBoolean();
        Signals.deliverTo(new Signals.Receiver() {
            @Override
            public void end(String name) {
                interrupted.set(true);
                quickstart.interrupt();
            }

            @Override
            public void reload() {
                // The configuration was written a moment ago.
            }
        });
        boolean completed = quickstart.run();
        if (interrupted.get()) {
            return INTERRUPTED;
        }
        return completed ? 0 : 1;
    }

    /** A program named by a relative path is meant from here, not from the workarea it will run in. */
    private List<String> commandLine() {
        List<String> words = new ArrayList<>(command);
        if (!words.isEmpty() && words.getFirst().contains("/") && Files.exists(Path.of(words.getFirst()))) {
            words.set(0, Path.of(words.getFirst()).toAbsolutePath().normalize().toString());
        }
        return words;
    }

    @Override
    public void line(String line) {
        program.console().line(line);
    }

    @Override
    public void event(JsonNode event) {
        new EventText(program.console()).of(event).ifPresent(program.console()::line);
    }
}
