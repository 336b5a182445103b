package dev.donmai.worker.internal.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-23T01:02:03.5Z"));

    @TempDir
    Path directory;

    @Test
    void anEventIsOneLineWithItsOwnNumberTimeAndSession() throws IOException {
        Path file = directory.resolve("events.ndjson");
        try (EventLog log = EventLog.open(file, "s", CLOCK)) {
            log.append(
                    "agent.text",
                    Json.object().put("text", "a\nb").put("id", 99).put("kind", "session.ended"));
        }
        assertThat(file).hasContent("""
                {"id":1,"at":"2026-11-23T01:02:03.5Z","session":"s","kind":"agent.text","text":"a\\nb"}
                """);
    }

    @Test
    void outputStopsAtTheBoundAndTheRestAtTwiceThat() throws IOException {
        Path file = directory.resolve("events.ndjson");
        try (EventLog log = EventLog.open(file, "s", CLOCK, 1000)) {
            for (int i = 0; i < 30; i++) {
                log.append("output", Json.object().put("text", "x".repeat(40)));
            }
            for (int i = 0; i < 30; i++) {
                log.append("agent.text", Json.object().put("text", "x".repeat(40)));
            }
            log.append("output", Json.object().put("text", "late"));
            log.append("agent.result", Json.object().put("success", true));
        }
        List<String> kinds = new ArrayList<>();
        int line = 0;
        for (String text : Files.readAllLines(file)) {
            JsonNode event = Json.read(text, JsonNode.class);
            assertThat(event.path("id").asInt()).isEqualTo(++line);
            kinds.add(event.path("kind").asText());
        }
        assertThat(kinds.stream().distinct()).containsExactly("output", "limit", "agent.text", "agent.result");
        assertThat(kinds.stream().filter("limit"::equals)).hasSize(2);
        assertThat(kinds.getLast()).isEqualTo("agent.result");
        assertThat(Files.size(file)).isBetween(1800L, 2500L);
    }
}
