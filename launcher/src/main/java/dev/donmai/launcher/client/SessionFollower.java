package dev.donmai.launcher.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.model.Defaults;
import dev.donmai.model.Json;
import dev.donmai.model.wire.Exit;
import dev.donmai.model.wire.SessionRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** Follows the events of a session to its end, also over a restart of the daemon. Not thread-safe. */
public final class SessionFollower {

    /** How long a daemon may be away in the middle. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(300);

    private final ControlClient client;
    private final String sessionId;
    private final Consumer<JsonNode> reader;

    private long last;
    private Exit exit = Exit.NONE;

    /** Follows one session; hands its events to the reader, each once. */
    public SessionFollower(ControlClient client, String sessionId, Consumer<JsonNode> reader) {
        this.client = client;
        this.sessionId = sessionId;
        this.reader = reader;
    }

    /**
     * Hands on every event and returns how the session ended: as its last event says, else as its record says.
     *
     * @throws ClientException also when neither says so although the daemon has ended the stream
     */
    public Exit follow() throws ClientException, IOException, InterruptedException {
        long lost = 0;
        while (exit.absent()) {
            long before = last;
            long begun = System.nanoTime();
            boolean impatient = lost != 0 && begun - lost > PATIENCE.toNanos();
            try {
                client.lines(path() + "/events?follow=true&after=" + last, this::take);
                if (exit.absent() && last == before) {
                    exit = recorded();
                }
                if (exit.absent() && impatient) {
                    throw new ClientException("the events of session " + sessionId + " end without its end, and its"
                            + " record says nothing of it; see `donmai session show " + sessionId + "`");
                }
            } catch (ClientException e) {
                if (!e.mayPass() || impatient) {
                    throw e;
                }
            }
            if (last > before || System.nanoTime() - begun > PATIENCE.toNanos()) {
                lost = 0;
            } else if (lost == 0) {
                lost = System.nanoTime();
            }
            if (exit.absent()) {
                Thread.sleep(PAUSE);
            }
        }
        return exit;
    }

    private String path() {
        return ControlClient.API + "/sessions/" + ControlClient.segment(sessionId);
    }

    private Exit recorded() throws ClientException, InterruptedException {
        return client.get(path() + "/record", "session", SessionRecord.class)
                .value()
                .handle()
                .exit();
    }

    private boolean take(String line) throws IOException {
        if (line.isBlank()) {
            return true;
        }
        JsonNode event = Json.read(line, JsonNode.class);
        last = Math.max(last, event.path("id").asLong(last));
        reader.accept(event);
        if (event.path("kind").asText().equals("session.ended")) {
            exit = Defaults.or(Json.convert(event.path("exit"), Exit.class), Exit.NONE);
            return false;
        }
        return true;
    }
}
