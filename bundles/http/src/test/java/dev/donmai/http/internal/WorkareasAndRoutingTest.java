package dev.donmai.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.model.Json;
import dev.donmai.model.wire.RoutingDecision;
import dev.donmai.model.wire.RoutingExplanation;
import dev.donmai.model.wire.WorkareaRow;
import dev.donmai.model.wire.WorkareaView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkareasAndRoutingTest {

    private static final String ROW = "{\"id\":\"%1$s\",\"kind\":\"%2$s\",\"providerId\":\"\",\"status\":\"ready\"}";

    @TempDir
    Path home;

    TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.started(home);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/daemon/workareas", "/api/daemon/workareas/"})
    void listsBothKinds(String path) throws IOException {
        assertThat(server.get(path).body()).isEqualTo("{\"active\":[],\"archived\":[]}\n");
        server.sessions.workareas.add(row("s-1", "active"));
        server.workareas.rows.add(row("wa-1", "archived"));
        assertThat(server.get(path).body())
                .isEqualTo("{\"active\":[" + ROW.formatted("s-1", "active") + "],\"archived\":["
                        + ROW.formatted("wa-1", "archived") + "]}\n");
    }

    @Test
    void looksForLiveOnesFirst() throws IOException {
        server.sessions.workareas.add(row("s-1", "active"));
        server.workareas.views.put("s-1", view("s-1"));
        server.workareas.views.put("wa-1", view("wa-1"));
        assertThat(server.get("/api/daemon/workareas/s-1").body())
                .isEqualTo("{\"workarea\":" + ROW.formatted("s-1", "active") + "}\n");
        assertThat(server.get("/api/daemon/workareas/wa-1").body()).startsWith("{\"workarea\":{\"id\":\"wa-1\",");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nope, 404, 404 page not found",
        "GET, /broken, 400, archive corrupted: manifest.json: not JSON",
        "DELETE, /a/zzz, 404, 404 page not found",
        "GET, /wa-1/, 404, 404 page not found",
        "POST, /wa-1, 405, method not allowed",
        "POST, '', 405, method not allowed",
    })
    void refusesWithTheContractsWords(String method, String tail, int status, String message) throws IOException {
        RawClient.Answer answer = server.ask(method, "/api/daemon/workareas" + tail, "", "");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("{\"error\":\"" + message + "\"}\n");
    }

    @Test
    void saysThatTheArchivesCannotBeRead() throws IOException {
        server.workareas.unreadable = true;
        assertThat(server.get("/api/daemon/workareas").body())
                .isEqualTo("{\"error\":\"list workareas: permission denied\"}\n");
        assertThat(server.get("/api/daemon/workareas/x").status()).isEqualTo(500);
    }

    @Test
    void explainsADecision() throws IOException {
        server.router.record(new RoutingExplanation(
                "s-1",
                new RoutingDecision("s-1", "local", "stub", 0, List.of(), Instant.parse("2026-05-20T09:15:04.118Z")),
                List.of()));
        assertThat(server.get("/api/daemon/routing/explain/s-1").body())
                .isEqualTo(
                        "{\"sessionId\":\"s-1\",\"decision\":{\"sessionId\":\"s-1\",\"chosenSandbox\":\"local\","
                                + "\"chosenLLM\":\"stub\",\"score\":0.0,\"decidedAt\":\"2026-05-20T09:15:04.118Z\"},\"trace\":[]}\n");
    }

    @ParameterizedTest
    @CsvSource({"s-9, s-9", "'', ''", "a/b, a/b", "a%2Fb, a/b", "%2e%2e, .."})
    void saysThatThereIsNoDecision(String tail, String id) throws IOException {
        RawClient.Answer answer = server.get("/api/daemon/routing/explain/" + tail);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"routing decision not found\",\"sessionId\":\"" + id + "\"}\n");
    }

    private static WorkareaRow row(String id, String kind) {
        return new WorkareaRow(id, kind, "", "", "", "ready", "", "", "", 0, "", "", "");
    }

    private static WorkareaView view(String id) {
        return new WorkareaView(
                id,
                "archived",
                "",
                "",
                "",
                "archived",
                "/srv/wa/" + id,
                "",
                "",
                java.util.Map.of(),
                "",
                "/srv/wa",
                Json.object().put("id", id));
    }
}
