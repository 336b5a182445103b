package dev.donmai.itests.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.itests.support.ControlApi;
import dev.donmai.itests.support.DaemonHome;
import dev.donmai.itests.support.DaemonProcess;
import dev.donmai.itests.support.Eventually;
import dev.donmai.itests.support.Specs;
import dev.donmai.standin.Endpoint;
import dev.donmai.standin.StandInOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A daemon becomes a worker of its orchestrator. */
class RegistrationIT {

    @RegisterExtension
    final Orchestrated orchestrated = new Orchestrated(StandInOptions.HASTY);

    private final DaemonHome home = orchestrated.home();

    private static JsonNode registration(ControlApi api) {
        return api.get("/api/daemon/stats").json().path("registration");
    }

    @Test
    void anOrchestratorThatIsThereHasRegisteredTheDaemonWhenItRuns() {
        DaemonProcess daemon = home.start();
        String worker = orchestrated.awaitWorker().id();
        daemon.awaitOut("[daemon] state -> running\n[daemon] worker-id " + worker + "\n");
        Eventually.await("the first heartbeat")
                .until(() -> registration(daemon.api()).path("lastHeartbeatAt").isTextual());
        JsonNode registration = registration(daemon.api());
        assertThat(registration.path("status").asText()).isEqualTo("idle");
        assertThat(registration.path("heartbeatRunning").asBoolean()).isTrue();
        assertThat(registration.path("pollRunning").asBoolean()).isTrue();
        assertThat(registration.has("problem")).isFalse();
        assertThat(daemon.api()
                        .get("/api/daemon/heartbeat")
                        .json()
                        .path("workerId")
                        .asText())
                .isEqualTo(worker);
    }

    @Test
    void whileTheOrchestratorIsDownTheControlApiAnswersAndLocalWorkRuns() {
        home.foreignWorker();
        orchestrated.standIn().down();
        DaemonProcess daemon = home.start();
        ControlApi api = daemon.api();
        assertThat(api.get("/api/daemon/status").json().path("status").asText()).isEqualTo("ready");
        assertThat(registration(api).path("status").asText()).isEqualTo("unregistered");
        assertThat(registration(api).path("problem").asText()).contains("register call: ");
        api.accept(Specs.foreign("local", "sample", "exit 0"));
        assertThat(api.awaitEnd("local")
                        .path("handle")
                        .path("exit")
                        .path("state")
                        .asText())
                .isEqualTo("completed");

        orchestrated.standIn().up();

        String worker = orchestrated.awaitWorker().id();
        Eventually.await("the daemon to know its worker id")
                .until(() -> api.get("/api/daemon/stats")
                        .json()
                        .path("workerId")
                        .asText()
                        .equals(worker));
        orchestrated.awaitRequests(Endpoint.HEARTBEAT, 1);
        assertThat(orchestrated.standIn().seen(Endpoint.REGISTER)).hasSize(1);
        assertThat(registration(api).has("problem")).isFalse();
    }

    @Test
    void failuresAreWaitedOutAsTheOrchestratorAsks() {
        orchestrated
                .standIn()
                .faults()
                .add("register=503x2")
                .add("register=429:1x1")
                .add("register=garblex1");
        ControlApi api = home.start().api();
        String worker = orchestrated.awaitWorker().id();
        Eventually.await("the daemon to know its worker id")
                .until(() -> !api.get("/api/daemon/stats")
                        .json()
                        .path("workerId")
                        .asText("")
                        .isEmpty());
        // The answer of the garbled one was lost on the way: that worker exists, and nobody is it.
        assertThat(worker).isNotEmpty();
        assertThat(orchestrated.standIn().seen(Endpoint.REGISTER)).hasSize(5);
    }

    @Test
    void aFinalRefusalEndsTheDaemonWithAReason() {
        home.config().withObject("/orchestrator").put("authToken", "rsp_live_x");
        orchestrated.standIn().faults().add("register=403");
        DaemonProcess daemon = home.launch();
        assertThat(daemon.awaitExit()).isEqualTo(1);
        assertThat(daemon.err())
                .contains("Error: daemon start: register: registration failed: HTTP 403: {\"error\":\"on purpose\"}")
                .doesNotContain("rsp_live_x");
    }

    @Test
    void aFinalRefusalAfterAWhileEndsItToo() {
        orchestrated.standIn().faults().add("register=503x2").add("register=401");
        DaemonProcess daemon = home.launch();
        assertThat(daemon.awaitExit()).isEqualTo(1);
        assertThat(daemon.err()).contains("register: registration failed: HTTP 401");
    }

    @Test
    void theTokenIsKeptOverARestartForThisOrchestratorOnly() throws Exception {
        home.start();
        String worker = orchestrated.awaitWorker().id();
        Path cache = home.state().resolve("daemon.jwt");
        Eventually.await("the token cache").until(() -> Files.exists(cache));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
                .isEqualTo("rw-------");
        home.api().post("/api/daemon/stop");
        DaemonProcess second = home.start();
        second.awaitOut("worker-id " + worker);
        assertThat(orchestrated.standIn().seen(Endpoint.REGISTER)).hasSize(1);
    }
}
