package dev.donmai.launcher.cli;

import dev.donmai.launcher.client.ClientException;
import dev.donmai.launcher.client.ControlClient;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of every command that asks a daemon and shows the answer, and what they bring about. */
final class Reading {

    @Mixin
    private final Target target = new Target();

    @Mixin
    private final OutputForm form = new OutputForm();

    @Option(
            names = {"-w", "--watch"},
            description = "Show it again and again, until Ctrl-C; waits for a daemon that is restarted.")
    private boolean watch;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "Time between two looks with --watch, at least 1 (default: 2).")
    private int interval;

    /** Asks a daemon. */
    @FunctionalInterface
    interface Look {

        /** What is to be shown. */
        View at(ControlClient client) throws ClientException, CommandFailure, InterruptedException;
    }

    /** Shows what the look brings, once or until it is enough; the exit code. */
    int show(Program program, Look look) throws ClientException, CommandFailure, InterruptedException {
        if (interval < 1) {
            throw new CommandFailure("--interval: " + interval + " is less than one second");
        }
        if (watch) {
            return new Watch(program, target, form, Duration.ofSeconds(interval)).run(look);
        }
        try (ControlClient client = program.client(target)) {
            form.print(program.console(), look.at(client));
        }
        return 0;
    }

    /** Whether only names are asked for. */
    boolean names() {
        return form.names();
    }
}
