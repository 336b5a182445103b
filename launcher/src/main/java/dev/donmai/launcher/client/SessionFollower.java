package dev.donmai.launcher.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.model.Json;
import dev.donmai.model.wire.Exit;
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

    /** Hands on every event and returns how the session ended. */
    public Exit follow() throws ClientException, IOException, InterruptedException {
        long lost = 0;
        while (exit.absent()) {
            long before = last;
            try {
                client.lines(
                        ControlClient.API + "/sessions/" + ControlClient.segment(sessionId)
                                + "/events?follow=true&after=" + last,
                        this::take);
            } catch (ClientException e) {
                if (!e.mayPass() || (lost != 0 && System.nanoTime() - lost > PATIENCE.toNanos())) {
                    throw e;
                }
            }
            if (last > before) {
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

    private boolean take(String line) throws IOException {
        if (line.isBlank()) {
            return true;
        }
        JsonNode event = Json.read(line, JsonNode.class);
        last = Math.max(last, event.path("id").asLong(last));
        reader.accept(event);
        if (event.path("kind").asText().equals("session.ended")) {
            exit = Json.convert(event.path("exit"), Exit.class);
            return false;
        }
        return true;
    }
}
