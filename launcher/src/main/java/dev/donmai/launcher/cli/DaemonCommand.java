package dev.donmai.launcher.cli;

import dev.donmai.launcher.client.ClientException;
import dev.donmai.launcher.client.ControlClient;
import dev.donmai.model.Json;
import dev.donmai.model.wire.ActionReply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code donmai daemon}: runs a daemon, or tells a running one what to do ({@code cli.md} §2). */
@Command(name = "daemon", description = "Run the daemon, or talk to the one that runs.")
final class DaemonCommand {

    private final Program program;

    DaemonCommand(Program program) {
        this.program = program;
    }

    @Command(description = "Take no new work; running sessions go on.")
    int pause(@Mixin Target target) throws ClientException, CommandFailure, InterruptedException {
        return act("pause", target, Json.object());
    }

    @Command(description = "Take new work again.")
    int resume(@Mixin Target target) throws ClientException, CommandFailure, InterruptedException {
        return act("resume", target, Json.object());
    }

    @Command(description = "Stop the daemon; running sessions get the drain time.")
    int stop(@Mixin Target target) throws ClientException, CommandFailure, InterruptedException {
        return act("stop", target, Json.object());
    }

    @Command(description = "Take no new work, and end what still runs after a while.")
    int drain(
            @Mixin Target target,
            @Option(
                            names = "--timeout",
                            paramLabel = "SECONDS",
                            defaultValue = "0",
                            description = "How long running sessions get (default: as configured).")
                    int timeout)
            throws ClientException, CommandFailure, InterruptedException {
        return act("drain", target, timeout == 0 ? Json.object() : Json.object().put("timeoutSeconds", timeout));
    }

    private int act(String action, Target target, Object body)
            throws ClientException, CommandFailure, InterruptedException {
        ActionReply reply;
        try (ControlClient client = program.client(target)) {
            reply = client.post(ControlClient.API + "/" + action, body, ActionReply.class);
        }
        if (!reply.ok()) {
            program.console().line("daemon " + action + ": not accepted — " + reply.message());
            throw new CommandFailure("daemon " + action + " rejected: " + reply.message());
        }
        program.console().line("daemon " + action + ": " + reply.message());
        return 0;
    }
}
