package dev.donmai.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineProgramTest {

    private static final String STATUS = "GET /api/daemon/status";

    @RegisterExtension
    final CommandRun command = new CommandRun();

    @Test
    void sendsTheControlToken() throws IOException {
        Files.writeString(command.state().resolve("control.token"), "t0ken\n");
        command.daemon().answer("POST /api/daemon/pause", 200, "{\"ok\":true,\"message\":\"paused\"}");

        assertThat(command.run("daemon", "pause")).isZero();

        assertThat(command.daemon().requests())
                .singleElement()
                .satisfies(request -> assertThat(request.authorization()).isEqualTo("Bearer t0ken"));
    }

    @Test
    void showsTheControlTokenToNobodyElseOnThisMachine() throws IOException {
        Files.writeString(command.state().resolve("control.token"), "t0ken\n");
        try (StandInDaemon other = new StandInDaemon()) {
            other.answer("POST /api/daemon/pause", 200, "{\"ok\":true,\"message\":\"paused\"}");

            assertThat(command.run("daemon", "pause", "--port", String.valueOf(other.port())))
                    .isZero();

            assertThat(other.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.authorization()).isEmpty());
        }
    }

    @Test
    void asksOverASocketToo() throws IOException {
        Path socket = command.directory().resolve("s");
        Files.writeString(command.state().resolve("control.token"), "t0ken\n");
        String request = "GET /api/daemon/sessions?state=all&limit=100";
        command.daemon().answer(request, 200, "[]").answer(request, 200, "[]");

        try (SocketRelay _ = new SocketRelay(socket, command.daemon().port())) {
            Files.writeString(command.state().resolve("daemon.addr"), "unix:" + socket + "\n");
            assertThat(command.run("session", "list")).as(command.errSoFar()).isZero();
            assertThat(command.run("session", "list", "--socket", socket.toString()))
                    .isZero();
        }

        assertThat(command.out()).isEqualTo("No sessions.\nNo sessions.\n");
        assertThat(command.daemon().requests())
                .allSatisfy(asked -> assertThat(asked.authorization()).isEqualTo("Bearer t0ken"));
        assertThat(command.run("session", "list")).isEqualTo(1);
        assertThat(command.err()).contains("no daemon listens on unix:" + socket);
    }

    @ParameterizedTest(name = "status {0}")
    @CsvSource({
        "400, bad request",
        "401, not authenticated",
        "403, unauthorized",
        "404, not found",
        "405, unexpected status 405 for /api/daemon/status",
        "409, conflict",
        "422, unexpected status 422 for /api/daemon/status",
        "429, rate limited",
        "500, server error",
        "501, server error",
        "503, service unavailable",
    })
    void saysWhatAStatusMeansAndWhatTheServerSaysOfIt(int status, String words) {
        command.daemon()
                .answer(STATUS, status, "{\"error\":\"because of this\"}")
                .answer(STATUS, status, "");

        assertThat(command.run("daemon", "status")).isEqualTo(1);
        assertThat(command.err())
                .isEqualTo("Error: daemon status: /api/daemon/status: " + words + ": because of this\n");

        assertThat(command.run("daemon", "status")).isEqualTo(1);
        assertThat(command.err()).isEqualTo("Error: daemon status: /api/daemon/status: " + words + "\n");
    }

    @Test
    void saysThatNoDaemonListens() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        assertThat(command.run("daemon", "status", "--port", Integer.toString(free)))
                .isEqualTo(1);

        assertThat(command.err())
                .isEqualTo("Error: daemon status: request failed: no daemon listens on 127.0.0.1:" + free
                        + " (start one with `donmai daemon run`)\n");
    }

    @Test
    void saysThatTheReplyIsNoneOfADaemon() {
        command.daemon().answer(STATUS, 200, "{}").answer(STATUS, 200, "<html>");

        assertThat(command.run("daemon", "status")).isEqualTo(1);
        assertThat(command.run("daemon", "status")).isEqualTo(1);

        assertThat(command.err().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("Error: daemon status: "))
                .allMatch(line -> line.contains("not") && line.contains("expected"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"daemon", "session", "provider"})
    void printsTheHelpOfAGroupWithoutACommand(String group) {
        assertThat(command.run(group)).isZero();

        assertThat(command.out()).startsWith("Usage: donmai " + group);
        assertThat(command.err()).isEmpty();
    }

    @Test
    void printsTheHelpOfACommand() {
        assertThat(command.run("session", "run", "--help")).isZero();

        assertThat(command.out()).startsWith("Usage: donmai session run");
        assertThat(command.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "frobnicate",
                "daemon frobnicate",
                "daemon status --frobnicate",
                "daemon status too-much",
                "daemon status -o xml",
                "daemon drain --timeout soon",
                "daemon set capacity.poolMaxDiskGb",
                "session show",
                "provider show",
                "completion fish",
            })
    void refusesWhatItDoesNotKnowWithExitCodeOne(String line) {
        assertThat(command.run(line.split(" "))).isEqualTo(1);

        assertThat(command.out()).isEmpty();
        assertThat(command.err()).startsWith("Error: ").hasLineCount(2).contains("Run `donmai ");
        assertThat(command.daemon().requests()).isEmpty();
    }

    @Test
    void namesTheCommandThatIsUnknown() {
        assertThat(command.run("frobnicate")).isEqualTo(1);

        assertThat(command.err()).startsWith("Error: unknown command for donmai: frobnicate\n");
    }

    @Test
    void paintsOnlyWhereColoursAreWelcome() {
        String ready = """
                {"status":"ready","version":"1","machineId":"m","pid":1,"uptimeSeconds":1,"activeSessions":0,"maxSessions":1,
                 "projectsAllowed":0,"timestamp":"2026-05-27T10:00:00Z"}
                """;
        command.daemon().answer(STATUS, 200, ready).answer(STATUS, 200, ready).answer(STATUS, 200, ready);

        assertThat(command.run("daemon", "status")).isZero();
        assertThat(command.out()).startsWith("  Daemon:     ready\n");

        command.withColours();
        assertThat(command.run("daemon", "status")).isZero();
        assertThat(command.out()).startsWith("  Daemon:     \u001b[32mready\u001b[0m\n");
        assertThat(command.run("daemon", "status", "--no-color")).isZero();
        assertThat(command.out()).startsWith("  Daemon:     ready\n");
    }

    @Test
    void printsWhatCompletesItsCommands() {
        assertThat(command.run("completion", "bash")).as(command.err()).isZero();

        assertThat(command.out()).contains("_complete_donmai", "doctor", "--watch", "provider");
    }

    @Test
    void takesTheDefaultPortForZero() {
        assertThat(DaemonRunCommand.portOf("0")).isEqualTo("7734");
        assertThat(DaemonRunCommand.portOf("auto")).isEqualTo("auto");
        assertThat(DaemonRunCommand.portOf("")).isEmpty();
    }
}
