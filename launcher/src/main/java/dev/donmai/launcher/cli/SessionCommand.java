package dev.donmai.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.launcher.client.ClientException;
import dev.donmai.launcher.client.ControlClient;
import dev.donmai.model.Json;
import dev.donmai.model.wire.ActionReply;
import dev.donmai.model.wire.SessionHandle;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code donmai session}: asks a running daemon about its sessions, or to run and stop one. */
@Command(name = "session", addMethodSubcommands = false, description = "Run a session, or look at one.")
final class SessionCommand {

    private static final String SESSIONS = ControlClient.API + "/sessions";

    private final Program program;

    SessionCommand(Program program) {
        this.program = program;
    }

    @Command(description = "List sessions, the oldest first.")
    int list(
            @Mixin Reading reading,
            @Option(
                            names = "--state",
                            paramLabel = "running|ended|interrupted|all",
                            defaultValue = "all",
                            description = "Which ones (default: all).")
                    String state,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "How many (default: 100).")
                    int limit)
            throws ClientException, CommandFailure, InterruptedException {
        String path = SESSIONS + "?state=" + ControlClient.segment(state) + "&limit=" + limit;
        return reading.show(program, client -> new SessionListText(client.get(path, SessionHandle[].class)));
    }

    @Command(description = "Print the events of a session.")
    int events(
            @Mixin Target target,
            @Parameters(paramLabel = "ID", description = "The session.") String id,
            @Option(
                            names = "--after",
                            paramLabel = "N",
                            defaultValue = "0",
                            description = "Begin after this event (default: 0, from the start).")
                    long after,
            @Option(
                            names = {"-f", "--follow"},
                            description = "Go on until the session has ended.")
                    boolean follow,
            @Option(names = "--json", description = "Print the events as they are, one JSON object a line.")
                    boolean json)
            throws ClientException, IOException, InterruptedException {
        Console console = program.console();
        EventText text = new EventText(console);
        try (ControlClient client = program.client(target)) {
            client.lines(one(id) + "/events?after=" + after + "&follow=" + follow, line -> {
                if (json) {
                    console.line(line);
                } else if (!line.isBlank()) {
                    text.of(Json.read(line, JsonNode.class)).ifPresent(console::line);
                }
                return true;
            });
        }
        return 0;
    }

    @Command(description = "Print what a session's agent has written.")
    int logs(
            @Mixin Target target,
            @Parameters(paramLabel = "ID", description = "The session.") String id,
            @Option(
                            names = {"-f", "--follow"},
                            description = "Go on until the session has ended.")
                    boolean follow)
            throws ClientException, IOException, InterruptedException {
        try (ControlClient client = program.client(target)) {
            client.copy(one(id) + "/output?follow=" + follow, program.console().out());
        }
        return 0;
    }

    @Command(description = "Stop a session.")
    int stop(
            @Mixin Target target,
            @Parameters(paramLabel = "ID", description = "The session.") String id,
            @Option(
                            names = "--reason",
                            paramLabel = "TEXT",
                            defaultValue = "",
                            description = "Why; kept in its record.")
                    String reason)
            throws ClientException, CommandFailure, InterruptedException {
        ActionReply reply;
        try (ControlClient client = program.client(target)) {
            reply = client.post(
                            one(id) + "/stop",
                            reason.isEmpty() ? Json.object() : Json.object().put("reason", reason),
                            ActionReply.class)
                    .value();
        }
        if (!reply.ok()) {
            throw new CommandFailure("session stop rejected: " + reply.message());
        }
        program.console().line("session stop: " + reply.message());
        return 0;
    }

    private static String one(String id) {
        return SESSIONS + "/" + ControlClient.segment(id);
    }
}
