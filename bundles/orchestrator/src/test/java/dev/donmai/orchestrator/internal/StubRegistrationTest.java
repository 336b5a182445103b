package dev.donmai.orchestrator.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.lifecycle.DaemonState;
import dev.donmai.model.Json;
import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.config.DaemonConfig.Orchestrator;
import dev.donmai.model.wire.HeartbeatView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StubRegistrationTest {

    private static final Instant NOW = Instant.parse("2026-05-20T09:15:04.75Z");

    private final Daemon daemon = new Daemon();
    private final StubRegistration registration = new StubRegistration(
            new DaemonOptions("", "", "", "", "", List.of(), List.of(), Map.of()),
            daemon.configuration,
            daemon.lifecycle,
            daemon.sessions,
            InstantSource.fixed(NOW));

    @BeforeEach
    void configure() throws Exception {
        daemon.config = Json.read("{\"machine\":{\"id\":\"m\",\"region\":\"eu\"}}", DaemonConfig.class);
    }

    @AfterEach
    void stop() {
        registration.stop();
    }

    @Test
    void beforeTheStartNothingIsRegistered() {
        assertThat(registration.workerId()).isEmpty();
        assertThat(registration.heartbeat()).isEqualTo(HeartbeatView.NONE);
        assertThat(Json.line(registration.view())).isEqualTo("{\"status\":\"unregistered\"}");
    }

    @ParameterizedTest
    @CsvSource({"STARTING, starting", "DRAINING, draining", "PAUSED, paused", "STOPPED, stopped"})
    void beforeTheFirstBeatTheStateIsShown(DaemonState state, String status) {
        daemon.state = state;
        assertThat(registration.view().status()).isEqualTo(status);
    }

    @Test
    void theFirstBeatComesAtOnce() throws Exception {
        registration.start();
        assertThat(registration.workerId()).isEqualTo("worker-m-stub");
        assertThat(registration.heartbeat())
                .isEqualTo(new HeartbeatView("worker-m-stub", "m", "idle", 0, 2, "eu", "2026-05-20T09:15:04Z"));
        assertThat(Json.line(registration.view()))
                .isEqualTo(
                        "{\"status\":\"idle\",\"lastHeartbeatAt\":\"2026-05-20T09:15:04Z\",\"heartbeatRunning\":true}");
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
        registration.start();
        assertThat(registration.heartbeat().status()).isEqualTo(status);
        assertThat(registration.heartbeat().activeSessions()).isEqualTo(active);
        assertThat(registration.heartbeat().maxSessions()).isEqualTo(capacity);
    }

    @Test
    void closedAdmissionShowsAsPausedButNotWhileDraining() throws Exception {
        registration.start();
        daemon.accepting = false;
        assertThat(registration.view().status()).isEqualTo("paused");
        daemon.active = 2;
        registration.running();
        await().until(() -> registration.heartbeat().status().equals("busy"));
        assertThat(registration.view().status()).isEqualTo("paused");
        daemon.state = DaemonState.DRAINING;
        registration.running();
        await().until(() -> registration.heartbeat().status().equals("draining"));
        assertThat(registration.view().status()).isEqualTo("draining");
    }

    @Test
    void afterTheStopNoBeatIsRunning() throws Exception {
        registration.start();
        registration.stop();
        assertThat(registration.view().heartbeatRunning()).isFalse();
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("donmai-heartbeat")));
    }

    @Test
    void anHttpOrchestratorFailsTheStart() {
        daemon.config = daemon.config.withOrchestrator(new Orchestrator("https://o.example", "rsk_live_secret"));
        assertThatThrownBy(registration::start)
                .hasMessageContaining("orchestrator.url in /s/daemon.yaml")
                .hasMessageNotContaining("secret");
        assertThat(registration.workerId()).isEmpty();
        assertThat(registration.view().heartbeatRunning()).isFalse();
    }
}
