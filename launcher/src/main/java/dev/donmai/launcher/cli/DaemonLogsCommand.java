package dev.donmai.launcher.cli;

import dev.donmai.launcher.log.LogPlace;
import dev.donmai.launcher.log.LogTail;
import dev.donmai.launcher.service.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code donmai daemon logs} ({@code cli.md} §2.4). */
@Command(
        name = "logs",
        description = {
            "Show the daemon's log.",
            "It is the file that observability.logPath names, else the journal where the daemon is installed as a"
                    + " service, else daemon.log of the state directory."
        })
final class DaemonLogsCommand implements Callable<Integer> {

    private final Program program;

    @Mixin
    private final ServiceScope scope = new ServiceScope();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Show this file instead.")
    private String file = "";

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration (default: daemon.yaml of the state).")
    private Path config = Path.of("");

    @Option(
            names = {"-F", "--follow"},
            description = "Go on with what is added, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "50",
            description = "How many lines, counted from the end; 0 for all (default: 50).")
    private int lines;

    @Option(names = "--raw", description = "Print it as it is: JSON records, and lines of any length.")
    private boolean raw;

    DaemonLogsCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws CommandFailure {
        if (lines < 0) {
            throw new CommandFailure("--lines: " + lines + " is less than 0");
        }
        if (follow) {
            Signals.interrupt(Thread.currentThread(), () -> {});
        }
        try {
            if (file.isEmpty()) {
                showLog();
            } else {
                showFile(expanded());
            }
        } catch (InterruptedException e) {
            // Ctrl-C: it is enough.
            return 0;
        }
        return 0;
    }

    private void showLog() throws CommandFailure, InterruptedException {
        LogPlace place = LogPlace.of(program.configuration(config), program.options());
        Optional<Journal> journal = place.chosen()
                ? Optional.empty()
                : scope.service(program.environment()).journal();
        if (journal.isEmpty()) {
            if (!place.chosen() && !Files.exists(place.file())) {
                throw new CommandFailure("open log file \"" + place.file() + "\": no such file; "
                        + (place.off() ? "observability.logPath is off" : "no daemon has written a log here"));
            }
            showFile(place.file());
            return;
        }
        try {
            showJournal(journal.get());
        } catch (IOException e) {
            if (!Files.exists(place.file())) {
                throw new CommandFailure("daemon logs: the journal cannot be read: " + e.getMessage(), e);
            }
            program.console().note("The journal cannot be read (" + e.getMessage() + "); this is " + place.file());
            showFile(place.file());
        }
    }

    private void showJournal(Journal journal) throws IOException, InterruptedException {
        LogOutput output = new LogOutput(program.console(), raw);
        if (follow) {
            journal.follow(lines, output, this::wanted);
        } else {
            journal.last(lines, output);
        }
        output.end();
    }

    private void showFile(Path log) throws CommandFailure, InterruptedException {
        try (LogTail tail = LogTail.open(log)) {
            LogOutput output = new LogOutput(program.console(), raw);
            tail.last(lines, output);
            if (follow) {
                tail.follow(output, this::wanted);
            }
            output.end();
        } catch (NoSuchFileException e) {
            throw new CommandFailure("open log file \"" + log + "\": no such file", e);
        } catch (IOException e) {
            throw new CommandFailure("open log file \"" + log + "\": " + e.getMessage(), e);
        }
    }

    private boolean wanted() {
        return !program.console().closed();
    }

    private Path expanded() {
        String home = program.environment().getOrDefault("HOME", "");
        return file.startsWith("~/") && !home.isEmpty() ? Path.of(home, file.substring(2)) : Path.of(file);
    }
}
