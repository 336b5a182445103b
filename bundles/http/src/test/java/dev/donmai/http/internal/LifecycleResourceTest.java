package dev.donmai.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.lifecycle.DaemonState;
import java.io.IOException;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifecycleResourceTest {

    private static final String CONFIG = """
            {"autoUpdate":{"drainTimeoutSeconds":90}}
            """;

    @TempDir
    Path home;

    TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.started(home, CONFIG);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "garbage"})
    void actionsNeverReadTheBody(String body) throws IOException {
        assertThat(server.post("/api/daemon/pause", body).body()).isEqualTo("{\"ok\":true,\"message\":\"paused\"}\n");
        assertThat(server.post("/api/daemon/resume", body).body()).isEqualTo("{\"ok\":true,\"message\":\"resumed\"}\n");
        assertThat(server.post("/api/daemon/stop", body).body()).isEqualTo("{\"ok\":true,\"message\":\"stopping\"}\n");
        assertThat(server.post("/api/daemon/restart", body).body())
                .isEqualTo("{\"ok\":true,\"message\":\"restarting\"}\n");
        assertThat(server.post("/api/daemon/update", body).status()).isEqualTo(409);
        Awaitility.await()
                .untilAsserted(() -> assertThat(server.lifecycle.asked)
                        .containsExactlyInAnyOrder("pause", "resume", "stop", "restart"));
    }

    @Test
    void aRefusedUpdateSaysWhy() throws IOException {
        RawClient.Answer answer = server.post("/api/daemon/update", "");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body())
                .isEqualTo("{\"ok\":false,\"message\":\"nowhere to update from\",\"error\":\"nowhere to update from\","
                        + "\"code\":\"no-server\",\"cause\":\"the key is empty\"}\n");
        assertThat(server.lifecycle.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume", "drain", "restart"})
    void conflictsAreSaid(String verb) throws IOException {
        server.lifecycle.state = DaemonState.DRAINING;
        RawClient.Answer answer = server.post("/api/daemon/" + verb, "");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body())
                .isEqualTo("{\"ok\":false,\"message\":\"cannot " + verb
                        + " while daemon is draining\",\"error\":\"cannot " + verb + " while daemon is draining\"}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                      | 90  | 1m30s",
                "{}                      | 90  | 1m30s",
                "null                    | 90  | 1m30s",
                "{\"timeoutSeconds\":0}    | 90  | 1m30s",
                "{\"timeoutSeconds\":600}  | 600 | 10m0s",
                "{\"TIMEOUTSECONDS\":5} x  | 5   | 5s",
            })
    void drainsAtOnceAndSaysForHowLong(String body, String seconds, String text) throws IOException {
        RawClient.Answer answer = server.post("/api/daemon/drain", body);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"ok\":true,\"message\":\"drain initiated (timeout " + text + ")\"}\n");
        assertThat(server.lifecycle.asked).containsExactly("drain " + seconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "7",
                "{\"timeoutSeconds\":\"5\"}",
                "{\"timeoutSeconds\":1.5}",
                "{\"timeoutSeconds\":-1}",
                "{\"timeoutSeconds\":9223372036854775807}"
            })
    void refusesAMalformedDrain(String body) throws IOException {
        RawClient.Answer answer = server.post("/api/daemon/drain", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"ok\":false,\"message\":\"invalid drain request: ");
        assertThat(answer.body()).doesNotContain("dev.donmai");
        assertThat(server.lifecycle.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 200 | {\"ok\":true,\"message\":\"drained (timeout 1m30s)\"}",
                "2 | 409 | {\"ok\":false,\"message\":\"drain incomplete: 2 session(s) were ended at the deadline (timeout 1m30s)\",\"error\":\"drain incomplete: 2 session(s) were ended at the deadline (timeout 1m30s)\"}",
            })
    void waitsWhenTold(int ended, int status, String body) throws IOException {
        server.lifecycle.drained.complete(ended);
        RawClient.Answer answer = server.post("/api/daemon/drain", "{\"wait\":true}");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body + "\n");
    }

    @Test
    void whatIsCalledOffIsNotDone() throws IOException {
        server.lifecycle.drained.cancel(false);
        RawClient.Answer answer = server.post("/api/daemon/drain", "{\"wait\":true}");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("drain incomplete: it was called off");
    }
}
