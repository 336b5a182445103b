package dev.donmai.launcher.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.launcher.client.ClientException;
import dev.donmai.launcher.client.ControlClient;
import dev.donmai.model.Json;
import dev.donmai.model.wire.StatusReply;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code donmai daemon}: runs a daemon, or tells a running one what to do ({@code cli.md} §2). */
@Command(name = "daemon", addMethodSubcommands = false, description = "Run the daemon, or talk to the one that runs.")
final class DaemonCommand {

    private final Program program;

    DaemonCommand(Program program) {
        this.program = program;
    }

    @Command(description = "Take no new work; running sessions go on.")
    int pause(@Mixin Target target) throws ClientException, CommandFailure, InterruptedException {
        return tell(target, "pause");
    }

    @Command(description = "Take new work again, after a pause or a drain.")
    int resume(@Mixin Target target) throws ClientException, CommandFailure, InterruptedException {
        return tell(target, "resume");
    }

    @Command(description = "Update the program now.")
    int update(@Mixin Target target) throws ClientException, CommandFailure, InterruptedException {
        return tell(target, "update");
    }

    private int tell(Target target, String action) throws ClientException, CommandFailure, InterruptedException {
        try (ControlClient client = program.client(target)) {
            new DaemonAction(program.console(), client).tell(action);
        }
        return 0;
    }

    @Command(
            description = {
                "Stop the daemon.",
                "It takes no new work, gives running sessions the configured drain time, ends those that are left,"
                        + " and ends itself. Asks nothing."
            })
    int stop(
            @Mixin Target target,
            @Option(
                            names = "--wait",
                            arity = "0..1",
                            paramLabel = "SECONDS",
                            fallbackValue = "900",
                            description = "Return when it has ended, but after this time at most (default: 900).")
                    @Nullable
                    Integer seconds)
            throws ClientException, CommandFailure, InterruptedException {
        return tell(target, "stop", seconds, (await, client, before) -> {
            Optional<StatusReply> left = await.end(client, before);
            if (left.isPresent()) {
                throw new CommandFailure("daemon stop: still " + left.get().status() + " after " + seconds + " s, with "
                        + left.get().activeSessions() + " session(s); it goes on");
            }
            return "stopped";
        });
    }

    @Command(
            description = {
                "Take no new work, and end what still runs after a while.",
                "The daemon itself goes on; `donmai daemon resume` lets it take work again."
            })
    int drain(
            @Mixin Target target,
            @Option(
                            names = "--timeout",
                            paramLabel = "SECONDS",
                            defaultValue = "0",
                            description = "How long running sessions get (default: as configured).")
                    int timeout,
            @Option(
                            names = "--wait",
                            arity = "0..1",
                            paramLabel = "SECONDS",
                            fallbackValue = "900",
                            description = {
                                "Return when it is over, but after this time at most (default: 900).",
                                "Fails when sessions had to be ended."
                            })
                    @Nullable
                    Integer seconds)
            throws ClientException, CommandFailure, InterruptedException {
        ObjectNode body = Json.object();
        if (timeout != 0) {
            body.put("timeoutSeconds", timeout);
        }
        try (ControlClient client = program.client(target)) {
            DaemonAction action = new DaemonAction(program.console(), client);
            if (seconds == null) {
                action.tell("drain", body);
                return 0;
            }
            String outcome = action.tell("drain", body.put("wait", true), time(seconds));
            if (!outcome.startsWith("drained")) {
                throw new CommandFailure("daemon drain: this daemon answers before the drain is over");
            }
            return 0;
        } catch (ClientException e) {
            if (e.timedOut() && seconds != null) {
                throw new CommandFailure("daemon drain: not over after " + seconds + " s; it goes on", e);
            }
            throw e;
        }
    }

    @Command(
            description = {
                "Restart the daemon; running sessions go on.",
                "It ends with exit code 3, which asks the service manager to start it again."
            })
    int restart(
            @Mixin Target target,
            @Option(
                            names = "--wait",
                            arity = "0..1",
                            paramLabel = "SECONDS",
                            fallbackValue = "120",
                            description = "Return when it answers again, but after this time at most (default: 120).")
                    @Nullable
                    Integer seconds)
            throws ClientException, CommandFailure, InterruptedException {
        return tell(target, "restart", seconds, (await, client, before) -> {
            StatusReply next = await.successor(before)
                    .orElseThrow(() -> new CommandFailure("daemon restart: no daemon answers after " + seconds
                            + " s; without a service manager somebody must start it: `donmai daemon run`"));
            return next.status() + ", pid " + next.pid();
        });
    }

    /** Waits for what a daemon was told to do. */
    @FunctionalInterface
    private interface Waiting {

        /**
         * Waits.
         *
         * @param before how the daemon was when it was told
         * @return what has become of it
         * @throws CommandFailure when the time is over
         */
        String outcome(DaemonAwait await, ControlClient client, StatusReply before)
                throws ClientException, CommandFailure, InterruptedException;
    }

    /** Tells a daemon, and waits for so long if at all. */
    private int tell(Target target, String action, @Nullable Integer seconds, Waiting waiting)
            throws ClientException, CommandFailure, InterruptedException {
        if (seconds == null) {
            return tell(target, action);
        }
        Duration limit = time(seconds);
        try (ControlClient client = program.client(target)) {
            StatusReply before = DaemonAwait.status(client);
            new DaemonAction(program.console(), client).tell(action);
            String outcome = waiting.outcome(new DaemonAwait(program, target, limit), client, before);
            program.console().line("daemon " + action + ": " + outcome);
            return 0;
        }
    }

    private static Duration time(int seconds) throws CommandFailure {
        if (seconds < 1) {
            throw new CommandFailure("--wait: " + seconds + " is less than one second");
        }
        return Duration.ofSeconds(seconds);
    }
}
