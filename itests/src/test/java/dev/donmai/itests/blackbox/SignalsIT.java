package dev.donmai.itests.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.itests.support.DaemonHome;
import dev.donmai.itests.support.DaemonProcess;
import dev.donmai.itests.support.Eventually;
import dev.donmai.itests.support.Flag;
import dev.donmai.itests.support.HeldStart;
import dev.donmai.itests.support.Specs;
import dev.donmai.itests.support.TestRepository;
import dev.donmai.model.Json;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a daemon begins and ends: lines, signals, exit codes. */
class SignalsIT {

    /** For those that need no more than a daemon. */
    @RegisterExtension
    static final DaemonHome IDLE = new DaemonHome();

    @RegisterExtension
    final DaemonHome home = new DaemonHome();

    @Test
    void termDrainsAndEndsWithZero() throws Exception {
        home.foreignWorker()
                .project("sample", TestRepository.create(home.temporary().resolve("sample")));
        DaemonProcess daemon = home.start();
        assertThat(daemon.out())
                .contains("[daemon] state -> running\n")
                .contains("-stub (stub registration — not registered with platform)\n");
        Flag go = flag("go");
        daemon.api().accept(Specs.foreign("s-1", "sample", go.await()));
        daemon.signal("TERM").awaitOut("[daemon] received terminated, draining...\n");

        Eventually.await("the daemon to drain")
                .until(() -> daemon.api()
                        .get("/api/daemon/status")
                        .json()
                        .path("status")
                        .asText()
                        .equals("draining"));
        assertThat(daemon.api()
                        .post("/api/daemon/sessions", Specs.plain("s-2", "sample"))
                        .error())
                .isEqualTo("daemon is not running (state \"draining\")");
        assertThat(daemon.api().sessions()).hasSize(1);
        go.up();

        assertThat(daemon.awaitExit()).isZero();
        assertThat(daemon.out()).endsWith("[daemon] stopped\n");
        assertThat(record("s-1").path("handle").path("exit").path("reason").asText())
                .isEqualTo("completed");
    }

    @Test
    void aSecondTermEndsTheSessionsAtOnce() throws Exception {
        home.foreignWorker()
                .project("sample", TestRepository.create(home.temporary().resolve("sample")));
        DaemonProcess daemon = home.start();
        Flag running = flag("running");
        daemon.api()
                .accept(Specs.foreign(
                        "s-1", "sample", "trap '' TERM\n" + running.raise() + "while :; do sleep 1; done"));
        running.awaitUp();
        daemon.signal("TERM").awaitOut("draining...");
        assertThat(daemon.isAlive()).isTrue();
        daemon.signal("TERM");
        assertThat(daemon.awaitExit()).isZero();
        assertThat(daemon.out()).endsWith("[daemon] stopped\n");
        assertThat(home.processes()).isEmpty();
        assertThat(record("s-1").path("handle").path("state").asText()).isEqualTo("terminated");
    }

    @Test
    void termDuringTheStartDoesNotWaitForItsEnd() {
        HeldStart.in(home);
        DaemonProcess daemon = home.startWithoutWaiting();
        assertThat(daemon.signal("TERM").awaitExit()).isZero();
        assertThat(daemon.out()).isEqualTo("[daemon] received terminated, draining...\n[daemon] stopped\n");
    }

    @Test
    void interruptIsAnsweredLikeTerm() {
        DaemonProcess daemon = IDLE.running();
        assertThat(daemon.signal("INT").awaitExit()).isZero();
        assertThat(daemon.out())
                .contains("[daemon] received interrupt, draining...\n")
                .endsWith("[daemon] stopped\n");
    }

    @Test
    void hangUpReadsTheConfigurationAgain() {
        DaemonProcess daemon = IDLE.running();
        assertThat(projects(daemon)).isZero();
        IDLE.project("sample", "https://example.invalid/sample", "shallow");
        IDLE.writeConfig();
        daemon.signal("HUP");
        Eventually.await("the new project").until(() -> projects(daemon) == 1);
        assertThat(daemon.isAlive()).isTrue();
    }

    @Test
    void aPortInUseEndsTheStartWithOneAndASentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            home.config().withObject("http").put("port", taken.getLocalPort());
            DaemonProcess daemon = home.launch();
            assertThat(daemon.awaitExit()).isEqualTo(1);
            assertThat(daemon.err())
                    .contains("Error: ")
                    .contains(Integer.toString(taken.getLocalPort()))
                    .doesNotContain("\tat ");
            assertThat(daemon.out()).doesNotContain("running");
        }
    }

    @Test
    void aStateDirectoryBelongsToOneDaemon() {
        DaemonProcess first = IDLE.running();
        DaemonProcess second = IDLE.launch();
        assertThat(second.awaitExit()).isEqualTo(1);
        assertThat(second.err()).contains("another daemon", IDLE.state().toString(), Long.toString(first.pid()));
        assertThat(first.api().get("/healthz").body()).contains("ok");
    }

    @Test
    void aConfigurationThatIsWrongEndsTheStartWithOneAndTheLine() throws Exception {
        home.config().withObject("capacity").put("maxConcurrentSessions", "many");
        DaemonProcess daemon = home.launch();
        assertThat(daemon.awaitExit()).isEqualTo(1);
        assertThat(daemon.err()).contains("Error: ").contains("daemon.yaml").contains("maxConcurrentSessions");
        assertThat(Files.exists(home.state().resolve("daemon.addr"))).isFalse();
    }

    private static int projects(DaemonProcess daemon) {
        return daemon.api()
                .get("/api/daemon/status")
                .json()
                .path("projectsAllowed")
                .asInt(-1);
    }

    private JsonNode record(String id) throws Exception {
        return Json.mapper().readTree(Files.readAllBytes(home.session(id).resolve("record.json")));
    }

    private Flag flag(String name) {
        return new Flag(home.temporary().resolve(name + ".flag"));
    }
}
