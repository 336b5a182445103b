package dev.donmai.orchestrator.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.lifecycle.DaemonState;
import dev.donmai.model.Json;
import dev.donmai.model.wire.HeartbeatView;
import dev.donmai.orchestrator.Standing;
import dev.donmai.store.OutboxItem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrchestratorClientTest {

    private static final Instant NOW = Instant.parse("2026-05-20T09:15:04.75Z");

    @TempDir
    private Path directory;

    private final Daemon daemon = new Daemon();
    private final Platform platform = new Platform();
    private final FakeOutbox outbox = new FakeOutbox();
    private OrchestratorClient client;

    @BeforeEach
    void open() {
        client = client(InstantSource.fixed(NOW));
        configure("");
        platform.on("register", 200, Platform.REGISTERED.replace("5000", "1000"))
                .on("heartbeat", 200, "{}")
                .on("poll", 200, "{}")
                .on("status", 200, "{}");
    }

    private OrchestratorClient client(InstantSource clock) {
        return new OrchestratorClient(
                new DaemonOptions(
                        "",
                        "",
                        "",
                        "",
                        "1.2.3",
                        List.of(),
                        List.of(),
                        Map.of(
                                "DONMAI_DAEMON_JWT_PATH",
                                directory.resolve("daemon.jwt").toString())),
                daemon.configuration,
                daemon.lifecycle,
                daemon.sessions,
                outbox,
                () -> List.of("native", "http"),
                clock,
                new ConnectionFactory.Waits(Duration.ofMillis(10), Duration.ofMillis(50)));
    }

    private void configure(String url) {
        daemon.configure("{\"machine\":{\"id\":\"m\",\"region\":\"eu\"},\"orchestrator\":{\"url\":\"" + url
                + "\",\"authToken\":\"rsp_live_secret\"}}");
    }

    @AfterEach
    void stop() {
        client.stop();
        platform.close();
    }

    @Test
    void beforeTheStartNothingIsRegistered() {
        assertThat(client.workerId()).isEmpty();
        assertThat(client.heartbeat()).isEqualTo(HeartbeatView.NONE);
        assertThat(Json.line(client.view())).isEqualTo("{\"status\":\"unregistered\"}");
    }

    @ParameterizedTest
    @CsvSource({"STARTING, starting", "DRAINING, draining", "PAUSED, paused", "STOPPED, stopped"})
    void beforeTheFirstBeatTheStateIsShown(DaemonState state, String status) {
        daemon.state = state;
        assertThat(client.view().status()).isEqualTo(status);
    }

    @Test
    void aStubBeatsForItself() throws Exception {
        client.start();
        assertThat(client.workerId()).isEqualTo("worker-m-stub");
        assertThat(client.heartbeat())
                .isEqualTo(new HeartbeatView(
                        "worker-m-stub", "m", "idle", 0, 2, "eu", "2026-05-20T09:15:04Z", "", List.of()));
        assertThat(Json.line(client.view()))
                .isEqualTo(
                        "{\"status\":\"idle\",\"lastHeartbeatAt\":\"2026-05-20T09:15:04Z\",\"heartbeatRunning\":true}");
        assertThat(client.standing().state()).isEqualTo(Standing.State.OFF);
        assertThat(directory.resolve("daemon.jwt")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, 1, 2, idle",
        "RUNNING, 2, 2, busy",
        "RUNNING, 3, 2, busy",
        "RUNNING, 0, 0, busy",
        "PAUSED, 2, 2, idle",
        "DRAINING, 2, 2, draining",
        "UPDATING, 0, 2, draining"
    })
    void aBeatSaysHowTheDaemonIs(DaemonState state, int active, int capacity, String status) throws Exception {
        daemon.state = state;
        daemon.active = active;
        daemon.capacity = capacity;
        client.start();
        assertThat(client.heartbeat().status()).isEqualTo(status);
        assertThat(client.heartbeat().activeSessions()).isEqualTo(active);
        assertThat(client.heartbeat().maxSessions()).isEqualTo(capacity);
    }

    @Test
    void closedAdmissionShowsAsPausedButNotWhileDraining() throws Exception {
        client.start();
        daemon.accepting = false;
        assertThat(client.view().status()).isEqualTo("paused");
        daemon.active = 2;
        client.running();
        await().until(() -> client.heartbeat().status().equals("busy"));
        assertThat(client.view().status()).isEqualTo("paused");
        daemon.state = DaemonState.DRAINING;
        client.running();
        await().until(() -> client.heartbeat().status().equals("draining"));
        assertThat(client.view().status()).isEqualTo("draining");
    }

    @Test
    void aSurprisingStubSaysWhatIsWrong() throws Exception {
        daemon.configure("{\"machine\":{\"id\":\"m\"},\"orchestrator\":{\"url\":\"https://u:p@o.example\"}}");
        client.start();
        assertThat(client.view().problem()).startsWith("there is no registration token");
        assertThat(client.standing().state()).isEqualTo(Standing.State.NOT_POSSIBLE);
        assertThat(client.standing().url()).isEqualTo("https://o.example");
    }

    @Test
    void anAddressThatIsNoneFailsTheStart() {
        configure("o.example:7000");
        assertThatThrownBy(client::start)
                .hasMessageContaining("orchestrator.url in /s/daemon.yaml")
                .hasMessageNotContaining("secret");
        assertThat(client.workerId()).isEmpty();
        assertThat(client.view().heartbeatRunning()).isFalse();
    }

    @Test
    void anOrchestratorThatAnswersHasRegisteredTheDaemonWhenTheStartIsOver() throws Exception {
        configure(platform.url());
        client.start();
        assertThat(client.workerId()).isEqualTo("wkr_1");
        assertThat(daemon.credentials).singleElement().satisfies(credentials -> {
            assertThat(credentials.workerId()).isEqualTo("wkr_1");
            assertThat(credentials.authToken()).isEqualTo("token-1");
            assertThat(credentials.isFor(platform.url())).isTrue();
        });
        await().until(() -> !platform.seen("heartbeat").isEmpty());
        await().until(() -> !platform.seen("poll").isEmpty());
        await().until(() -> client.view().lastHeartbeatAt().isAfter(Instant.EPOCH));
        assertThat(client.view().heartbeatRunning()).isTrue();
        assertThat(client.view().pollRunning()).isTrue();
        assertThat(client.standing().detail()).isEqualTo("registered as wkr_1");
        assertThat(platform.seen("register").getFirst().json().toString())
                .isEqualTo("{\"machineId\":\"m\",\"hostname\":\"m\",\"capacity\":2,\"version\":\"test\","
                        + "\"provides\":[{\"kind\":\"native\"},{\"kind\":\"http\"}]}");
        assertThat(platform.seen("register").getFirst().header("User-agent")).isEqualTo("rensei-daemon/test");
    }

    @Test
    void anOrchestratorThatIsDownKeepsNothingWaiting() throws Exception {
        int port = platform.port();
        platform.close();
        configure("http://127.0.0.1:" + port);
        client.start();
        assertThat(client.workerId()).isEmpty();
        assertThat(client.view().status()).isEqualTo("unregistered");
        assertThat(client.view().problem()).startsWith("register call: ");
        assertThat(client.view().pollRunning()).isFalse();
        assertThat(client.standing().state()).isEqualTo(Standing.State.PENDING);
        try (Platform late = new Platform(port)) {
            late.on("register", 200, Platform.REGISTERED)
                    .on("heartbeat", 200, "{}")
                    .on("poll", 200, "{}");
            await().until(() -> client.workerId().equals("wkr_1"));
            await().until(() -> !late.seen("poll").isEmpty());
            assertThat(client.view().problem()).isEmpty();
        }
    }

    @Test
    void aFinalRefusalAtOnceFailsTheStart() {
        platform.on("register", 401, "unknown token");
        configure(platform.url());
        assertThatThrownBy(client::start).hasMessage("register: registration failed: HTTP 401: unknown token");
        assertThat(client.view().heartbeatRunning()).isFalse();
        assertThat(daemon.failure).isEmpty();
    }

    @Test
    void aFinalRefusalLaterEndsTheDaemon() throws Exception {
        platform.on("register", 503, "");
        configure(platform.url());
        client.start();
        platform.on("register", 403, "not you");
        await().until(() -> daemon.failure.equals("register: registration failed: HTTP 403: not you"));
    }

    @Test
    void whatWaitsIsDeliveredAndCounted() throws Exception {
        outbox.put(List.of(
                new OutboxItem(OutboxItem.Kind.STATUS, "s", platform.url(), "/api/sessions/s/status", "{}", "k")));
        assertThat(client.outbox().waiting()).isEqualTo(1);
        configure(platform.url());
        client.start();
        await().until(() -> client.outbox().delivered() == 1);
        assertThat(client.outbox().waiting()).isZero();
    }

    @Test
    void theHostStatusIsShown() throws Exception {
        platform.on(
                "heartbeat", 200, "{\"hostStatus\":{\"status\":\"pool_draining\",\"recommendedAction\":\"Move.\"}}");
        configure(platform.url());
        client.start();
        await().until(() -> client.hostStatus().claimsSuspended());
        assertThat(Json.line(client.view()))
                .contains(
                        "\"hostStatus\":{\"status\":\"pool_draining\",\"recommendedAction\":\"Move.\",\"claimsSuspended\":true}");
    }

    @Test
    void theNextStartUsesWhatThisOneGot() throws Exception {
        configure(platform.url());
        client.start();
        client.stop();
        client = client(InstantSource.system());
        client.start();
        assertThat(client.workerId()).isEqualTo("wkr_1");
        assertThat(platform.seen("register")).hasSize(1);
        assertThat(Files.readString(directory.resolve("daemon.jwt"))).contains("wkr_1");
    }

    @Test
    void afterTheStopNothingGoesOn() throws Exception {
        configure(platform.url());
        client.start();
        await().until(() -> !platform.seen("poll").isEmpty());
        client.stop();
        assertThat(client.view().heartbeatRunning()).isFalse();
        assertThat(client.view().pollRunning()).isFalse();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("donmai-heartbeat", "donmai-poll", "donmai-delivery", "donmai-credentials");
    }
}
