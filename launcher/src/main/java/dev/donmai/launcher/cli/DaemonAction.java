package dev.donmai.launcher.cli;

import dev.donmai.launcher.client.ClientException;
import dev.donmai.launcher.client.ControlClient;
import dev.donmai.model.wire.ActionReply;
import java.time.Duration;

/** Tells a daemon to do something and says what it answered ({@code cli.md} §2.6). */
final class DaemonAction {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Console console;
    private final ControlClient client;

    DaemonAction(Console console, ControlClient client) {
        this.console = console;
        this.client = client;
    }

    /** What is answered at once. */
    String tell(String action, Object body) throws ClientException, CommandFailure, InterruptedException {
        return tell(action, body, SOON);
    }

    /**
     * What is answered when it is done.
     *
     * @return the daemon's words
     * @throws CommandFailure when the daemon does not do it
     */
    String tell(String action, Object body, Duration deadline)
            throws ClientException, CommandFailure, InterruptedException {
        ActionReply reply = client.post(ControlClient.API + "/" + action, body, ActionReply.class, deadline)
                .value();
        if (!reply.ok()) {
            console.line("daemon " + action + ": not accepted — " + reply.message());
            throw new CommandFailure("daemon " + action + " rejected: " + reply.message());
        }
        console.line("daemon " + action + ": " + reply.message());
        return reply.message();
    }
}
