package dev.donmai.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonActionsTest {

    private static final String STATUS = "GET /api/daemon/status";
    private static final String STOP = "POST /api/daemon/stop";
    private static final String DRAIN = "POST /api/daemon/drain";
    private static final String RESTART = "POST /api/daemon/restart";
    private static final String RESTARTING = "{\"ok\":true,\"message\":\"restarting\"}";

    @RegisterExtension
    final CommandRun command = new CommandRun();

    private static String status(String status, long pid, String timestamp) {
        return """
               {"status":"%s","version":"1","machineId":"m","pid":%d,"uptimeSeconds":5,"activeSessions":2,"maxSessions":4,
                "projectsAllowed":1,"timestamp":"%s"}
               """.formatted(status, pid, timestamp);
    }

    @ParameterizedTest
    @CsvSource({
        "pause, paused",
        "resume, resumed",
        "stop, stopping",
        "drain, drain initiated (timeout 10m0s)",
        "restart, restarting",
        "update, update initiated",
    })
    void saysWhatTheDaemonAnswers(String action, String message) {
        command.daemon().answer("POST /api/daemon/" + action, 200, "{\"ok\":true,\"message\":\"" + message + "\"}");

        assertThat(command.run("daemon", action)).isZero();

        assertThat(command.out()).isEqualTo("daemon " + action + ": " + message + "\n");
        assertThat(command.err()).isEmpty();
        assertThat(command.daemon().requests())
                .singleElement()
                .satisfies(request -> assertThat(request.body()).isEqualTo(action.equals("drain") ? "{}" : ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume", "stop", "drain", "restart", "update"})
    void failsWhenAnActionIsNotAccepted(String action) {
        command.daemon().answer("POST /api/daemon/" + action, 200, "{\"ok\":false,\"message\":\"busy\"}");

        assertThat(command.run("daemon", action)).isEqualTo(1);

        assertThat(command.out()).isEqualTo("daemon " + action + ": not accepted — busy\n");
        assertThat(command.err()).isEqualTo("Error: daemon " + action + " rejected: busy\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "resume", "stop", "drain", "restart", "update"})
    void showsTheServersOwnWords(String action) {
        command.daemon().answer("POST /api/daemon/" + action, 409, "{\"ok\":false,\"error\":\"not while draining\"}");

        assertThat(command.run("daemon", action)).isEqualTo(1);

        assertThat(command.out()).isEmpty();
        assertThat(command.err())
                .isEqualTo("Error: daemon " + action + ": /api/daemon/" + action + ": conflict: not while draining\n");
    }

    @Test
    void asksForADrainTimeOnlyWhenOneIsGiven() {
        command.daemon()
                .answer(DRAIN, 200, "{\"ok\":true,\"message\":\"drain initiated (timeout 45s)\"}")
                .answer(DRAIN, 200, "{\"ok\":true,\"message\":\"drain initiated (timeout 10m0s)\"}");

        assertThat(command.run("daemon", "drain", "--timeout=45")).isZero();
        assertThat(command.run("daemon", "drain")).isZero();

        assertThat(command.daemon().requests())
                .extracting(request -> request.body().strip())
                .containsExactly("{\"timeoutSeconds\":45}", "{}");
    }

    @Test
    void waitsForTheEndOfADrain() {
        command.daemon()
                .answer(DRAIN, 200, "{\"ok\":true,\"message\":\"drained (timeout 45s)\"}")
                .answer(DRAIN, 409, "{\"ok\":false,\"message\":\"drain incomplete: 1 session(s) were ended\"}")
                .answer(DRAIN, 200, "{\"ok\":true,\"message\":\"drain initiated (timeout 10m0s)\"}");

        assertThat(command.run("daemon", "drain", "--timeout", "45", "--wait")).isZero();
        assertThat(command.out()).isEqualTo("daemon drain: drained (timeout 45s)\n");
        assertThat(command.daemon().requests().getFirst().body()).isEqualTo("{\"timeoutSeconds\":45,\"wait\":true}");

        assertThat(command.run("daemon", "drain", "--wait=60")).isEqualTo(1);
        assertThat(command.err())
                .isEqualTo(
                        "Error: daemon drain: /api/daemon/drain: conflict: drain incomplete: 1 session(s) were ended\n");

        assertThat(command.run("daemon", "drain", "--wait")).isEqualTo(1);
        assertThat(command.err()).isEqualTo("Error: daemon drain: this daemon answers before the drain is over\n");
    }

    @Test
    void saysThatADrainTakesLonger() {
        command.daemon().keepWaiting(DRAIN);

        assertThat(command.run("daemon", "drain", "--wait=1")).isEqualTo(1);

        assertThat(command.err()).isEqualTo("Error: daemon drain: not over after 1 s; it goes on\n");
    }

    @Test
    void waitsUntilTheDaemonHasEnded() {
        command.daemon()
                .answer(STATUS, 200, status("ready", 7, "2026-05-27T10:00:00Z"))
                .answer(STOP, 200, "{\"ok\":true,\"message\":\"stopping\"}")
                .answer(STATUS, 200, status("draining", 7, "2026-05-27T10:00:01Z"))
                .goAfter(STATUS);

        assertThat(command.run("daemon", "stop", "--wait")).isZero();

        assertThat(command.out()).isEqualTo("daemon stop: stopping\ndaemon stop: stopped\n");
    }

    @Test
    void saysThatTheDaemonHasNotEndedInTime() {
        command.daemon()
                .answer(STATUS, 200, status("ready", 7, "2026-05-27T10:00:00Z"))
                .answer(STOP, 200, "{\"ok\":true,\"message\":\"stopping\"}")
                .always(STATUS, 200, status("draining", 7, "2026-05-27T10:00:01Z"));

        assertThat(command.run("daemon", "stop", "--wait=1")).isEqualTo(1);

        assertThat(command.err())
                .isEqualTo("Error: daemon stop: still draining after 1 s, with 2 session(s); it goes on\n");
    }

    @Test
    void waitsForTheProcessToo() throws IOException {
        long own = ProcessHandle.current().pid();
        Files.writeString(command.state().resolve("daemon.lock"), own + "\n");
        command.daemon()
                .answer(STATUS, 200, status("ready", own, "2026-05-27T10:00:00Z"))
                .answer(STOP, 200, "{\"ok\":true,\"message\":\"stopping\"}")
                .goAfter(STOP);

        assertThat(command.run("daemon", "stop", "--wait=1")).isEqualTo(1);

        assertThat(command.err()).startsWith("Error: daemon stop: still ready after 1 s");
    }

    @Test
    void waitsForTheNextDaemon() {
        command.daemon()
                .answer(STATUS, 200, status("ready", 7, "2026-05-27T10:00:00Z"))
                .answer(RESTART, 200, RESTARTING)
                .answer(STATUS, 200, status("draining", 7, "2026-05-27T10:00:01Z"))
                .answer(STATUS, 503, "{\"error\":\"daemon is still starting\"}")
                .answer(STATUS, 200, status("ready", 8, "2026-05-27T10:00:02Z"));

        assertThat(command.run("daemon", "restart", "--wait")).isZero();

        assertThat(command.out()).isEqualTo("daemon restart: restarting\ndaemon restart: ready, pid 8\n");
    }

    @Test
    void knowsTheNextDaemonOfAContainerByItsAge() {
        command.daemon()
                .answer(STATUS, 200, status("ready", 1, "2026-05-27T10:00:00Z"))
                .answer(RESTART, 200, RESTARTING)
                .answer(STATUS, 200, status("draining", 1, "2026-05-27T10:00:04Z"))
                .answer(STATUS, 200, status("ready", 1, "2026-05-27T10:00:06Z"));

        assertThat(command.run("daemon", "restart", "--wait")).isZero();

        assertThat(command.out()).endsWith("daemon restart: ready, pid 1\n");
        assertThat(command.daemon().requests()).hasSize(4);
    }

    @Test
    void saysThatNobodyHasStartedTheDaemonAgain() {
        command.daemon()
                .answer(STATUS, 200, status("ready", 7, "2026-05-27T10:00:00Z"))
                .answer(RESTART, 200, RESTARTING)
                .goAfter(RESTART);

        assertThat(command.run("daemon", "restart", "--wait=1")).isEqualTo(1);

        assertThat(command.err())
                .startsWith("Error: daemon restart: no daemon answers after 1 s")
                .contains("`donmai daemon run`");
    }

    @ParameterizedTest
    @CsvSource({"stop, -1", "stop, 0", "drain, -1", "drain, 0", "restart, -1", "restart, 0"})
    void waitsForAtLeastASecond(String action, String seconds) {
        assertThat(command.run("daemon", action, "--wait=" + seconds)).isEqualTo(1);

        assertThat(command.err()).isEqualTo("Error: --wait: " + seconds + " is less than one second\n");
        assertThat(command.daemon().requests()).isEmpty();
    }
}
