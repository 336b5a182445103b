package dev.donmai.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.donmai.lifecycle.DaemonState;
import dev.donmai.lifecycle.DrainOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifecycleResourceTest {

    private static final String DRAIN = "/api/daemon/drain";
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
        await().untilAsserted(() ->
                assertThat(server.lifecycle.asked).containsExactlyInAnyOrder("pause", "resume", "stop", "restart"));
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

    static Stream<Arguments> outcomes() {
        return Stream.of(
                arguments(new DrainOutcome.Drained(), 200, "drained"),
                arguments(
                        new DrainOutcome.TimedOut(2), 409, "drain incomplete: 2 session(s) were ended at the deadline"),
                arguments(
                        new DrainOutcome.Stopped(3),
                        409,
                        "drain incomplete: 3 session(s) were ended by a stop of the daemon"),
                arguments(
                        new DrainOutcome.CalledOff(1),
                        409,
                        "drain incomplete: it was called off, and 1 session(s) go on"));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void waitsWhenToldAndSaysWhatHasBecomeOfIt(DrainOutcome outcome, int status, String words) throws IOException {
        server.lifecycle.drained.complete(outcome);
        RawClient.Answer answer = server.post(DRAIN, "{\"wait\":true}");
        assertThat(answer.status()).isEqualTo(status);
        String message = "\"message\":\"" + words + " (timeout 1m30s)\"";
        assertThat(answer.body())
                .isEqualTo(
                        status == 200
                                ? "{\"ok\":true," + message + "}\n"
                                : "{\"ok\":false," + message + "," + message.replace("message", "error") + "}\n");
        assertThat(answer.header("Connection")).isEqualTo("close");
    }

    @Test
    void saysWhatIsLeftOfADrainThatIsUnderWay() throws IOException {
        server.lifecycle.mostLeft = Duration.ofMillis(44_100);
        assertThat(server.post(DRAIN, "{\"timeoutSeconds\":600}").body()).contains("drain initiated (timeout 45s)");
        assertThat(server.post(DRAIN, "{\"timeoutSeconds\":5}").body()).contains("drain initiated (timeout 5s)");
    }

    private RawClient waiting() throws IOException {
        String body = "{\"wait\":true}";
        return server.client()
                .send("POST " + DRAIN + " HTTP/1.1\nHost: localhost\nContent-Length: " + body.length() + "\n\n" + body);
    }

    @Test
    void onlySoManyMayWait() throws IOException {
        List<RawClient> waiting = new ArrayList<>();
        try {
            for (int i = 0; i < OpenRequests.MAX_LONG_POLLS; i++) {
                waiting.add(waiting());
            }
            await().until(() -> server.lifecycle.asked.size() == OpenRequests.MAX_LONG_POLLS);

            RawClient.Answer refused = server.post(DRAIN, "{\"wait\":true}");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("5");
            assertThat(server.lifecycle.asked).hasSize(OpenRequests.MAX_LONG_POLLS);
            assertThat(server.post(DRAIN, "{}").status()).isEqualTo(200);

            waiting.removeLast().close();
            await().until(() -> server.bound.counts().served() < OpenRequests.MAX_LONG_POLLS);
            waiting.add(waiting());
            await().until(() -> server.lifecycle.asked.size() == OpenRequests.MAX_LONG_POLLS + 2);
            server.lifecycle.drained.complete(new DrainOutcome.Drained());
            assertThat(waiting.getLast().answer().status()).isEqualTo(200);
        } finally {
            for (RawClient client : waiting) {
                client.close();
            }
        }
    }

    @Test
    void whoHasGoneWaitsNoLonger() throws IOException {
        try (RawClient client = waiting()) {
            await().until(() -> server.bound.counts().served() == 1);
            client.halfClose();
            await().until(() -> server.bound.counts().served() == 0);
        }
        assertThat(server.lifecycle.drained).isNotDone();
    }
}
