package dev.donmai.launcher.cli;

import dev.donmai.launcher.client.ClientException;
import dev.donmai.launcher.client.ControlClient;
import dev.donmai.model.wire.StatusReply;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code donmai daemon status} ({@code cli.md} §2.2). */
@Command(name = "status", description = "Show how the daemon is.")
final class DaemonStatusCommand implements Callable<Integer> {

    private final Program program;

    @Mixin
    private final Reading reading = new Reading();

    DaemonStatusCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws ClientException, CommandFailure, InterruptedException {
        return reading.show(
                program, client -> new StatusText(client.get(ControlClient.API + "/status", StatusReply.class)));
    }
}
