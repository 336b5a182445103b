package dev.donmai.launcher.cli;

import dev.donmai.launcher.client.ClientException;
import dev.donmai.launcher.client.ControlClient;
import dev.donmai.model.wire.ActionReply;
import java.time.Duration;

/** Tells a daemon to do something and says what it answered ({@code cli.md} §2.6). */
final class DaemonAction {

    private final Console console;
    private final ControlClient client;

    DaemonAction(Console console, ControlClient client) {
        this.console = console;
        this.client = client;
    }

    /**
     * What needs no more than its name.
     *
     * @return the daemon's words
     * @throws CommandFailure when the daemon does not do it
     */
    String tell(String action) throws ClientException, CommandFailure, InterruptedException {
        return shown(action, client.post(path(action), ActionReply.class).value());
    }

    /** The same with what there is to say. */
    String tell(String action, Object body) throws ClientException, CommandFailure, InterruptedException {
        return shown(action, client.post(path(action), body, ActionReply.class).value());
    }

    /** The same for what is answered when it is done. */
    String tell(String action, Object body, Duration deadline)
            throws ClientException, CommandFailure, InterruptedException {
        return shown(
                action,
                client.post(path(action), body, ActionReply.class, deadline).value());
    }

    private static String path(String action) {
        return ControlClient.API + "/" + action;
    }

    private String shown(String action, ActionReply reply) throws CommandFailure {
        if (!reply.ok()) {
            console.line("daemon " + action + ": not accepted — " + reply.message());
            throw new CommandFailure("daemon " + action + " rejected: " + reply.message());
        }
        console.line("daemon " + action + ": " + reply.message());
        return reply.message();
    }
}
