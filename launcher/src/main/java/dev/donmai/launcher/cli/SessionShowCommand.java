package dev.donmai.launcher.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.donmai.launcher.client.ClientException;
import dev.donmai.launcher.client.ControlClient;
import dev.donmai.launcher.client.Reply;
import dev.donmai.model.Json;
import dev.donmai.model.session.ResultFile;
import dev.donmai.model.wire.SessionRecord;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code donmai session show}: everything that is kept about one session. */
@Command(name = "show", description = "Show everything that is kept about a session.")
final class SessionShowCommand implements Callable<Integer> {

    private final Program program;

    @Mixin
    private final Reading reading = new Reading();

    @Parameters(paramLabel = "ID", description = "The session.")
    private String id = "";

    SessionShowCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws ClientException, CommandFailure, InterruptedException {
        return reading.show(program, this::look);
    }

    private View look(ControlClient client) throws ClientException, CommandFailure, InterruptedException {
        Reply<SessionRecord> reply = client.get(
                ControlClient.API + "/sessions/" + ControlClient.segment(id) + "/record",
                "session",
                SessionRecord.class);
        try {
            return new SessionText(reply, Json.convert(reply.value().result(), ResultFile.class));
        } catch (JsonProcessingException e) {
            throw new CommandFailure(
                    "session show: the result is not what a worker writes: " + e.getOriginalMessage(), e);
        }
    }
}
