package dev.donmai.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.model.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineProgramTest {

    private static final String STATUS = """
            {"status":"ready","version":"1.2.3","machineId":"box","pid":4711,"uptimeSeconds":3725,"activeSessions":2,
             "maxSessions":6,"projectsAllowed":3,"timestamp":"2026-05-27T10:00:00Z","new":"member"}
            """;

    private static final String HANDLE = """
            {"sessionId":"s1","pid":7,"acceptedAt":"2026-05-27T10:00:00Z","state":"running"}
            """;

    @TempDir
    Path state;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private StandInDaemon daemon = standIn();

    private static StandInDaemon standIn() {
        try {
            return new StandInDaemon();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void pointAtTheDaemon() throws IOException {
        Files.writeString(state.resolve("daemon.addr"), "127.0.0.1:" + daemon.port() + "\n");
    }

    @AfterEach
    void stopTheDaemon() {
        daemon.close();
    }

    private int run(String... arguments) {
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        return new CommandLineProgram(new Program(console, Map.of("DONMAI_STATE_HOME", state.toString())))
                .run(arguments);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void showsTheStatusAsLabelsAndValues() {
        daemon.answer("GET /api/daemon/status", 200, STATUS);

        assertThat(run("daemon", "status")).isZero();

        assertThat(printed()).isEqualTo("""
                          Daemon:     ready
                          Machine:    box
                          Version:    1.2.3
                          PID:        4711
                          Uptime:     1h2m5s
                          Sessions:   2 / 6
                          Projects:   3 allowed
                          Timestamp:  2026-05-27T10:00:00Z
                        """);
    }

    @Test
    void printsJsonWithTheKnownMembersInTheirOrder() {
        daemon.answer("GET /api/daemon/status", 200, STATUS.replace("box", "<box>"));

        assertThat(run("daemon", "status", "--json")).isZero();

        assertThat(printed())
                .startsWith(
                        "{\n  \"status\": \"ready\",\n  \"version\": \"1.2.3\",\n  \"machineId\": \"\\u003cbox\\u003e\",\n")
                .endsWith("\"timestamp\": \"2026-05-27T10:00:00Z\"\n}\n")
                .doesNotContain("new");
    }

    @Test
    void sendsTheControlToken() throws IOException {
        Files.writeString(state.resolve("control.token"), "t0ken\n");
        daemon.answer("POST /api/daemon/pause", 200, "{\"ok\":true,\"message\":\"paused\"}");

        assertThat(run("daemon", "pause")).isZero();

        assertThat(printed()).isEqualTo("daemon pause: paused\n");
        assertThat(daemon.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.authorization()).isEqualTo("Bearer t0ken"));
    }

    @Test
    void asksForADrainTimeOnlyWhenOneIsGiven() {
        String drain = "POST /api/daemon/drain";
        daemon.answer(drain, 200, "{\"ok\":true,\"message\":\"drain initiated (timeout 45s)\"}")
                .answer(drain, 200, "{\"ok\":true,\"message\":\"drain initiated (timeout 10m0s)\"}");

        assertThat(run("daemon", "drain", "--timeout=45")).isZero();
        assertThat(run("daemon", "drain")).isZero();

        assertThat(daemon.requests())
                .extracting(request -> request.body().strip())
                .containsExactly("{\"timeoutSeconds\":45}", "{}");
    }

    @Test
    void failsWhenAnActionIsNotAccepted() {
        daemon.answer("POST /api/daemon/resume", 200, "{\"ok\":false,\"message\":\"busy\"}");

        assertThat(run("daemon", "resume")).isEqualTo(1);

        assertThat(printed()).isEqualTo("daemon resume: not accepted — busy\n");
        assertThat(errors()).isEqualTo("Error: daemon resume rejected: busy\n");
    }

    @Test
    void showsTheServersOwnWords() {
        daemon.answer("POST /api/daemon/resume", 409, "{\"error\":\"cannot resume while daemon is draining\"}");

        assertThat(run("daemon", "resume")).isEqualTo(1);

        assertThat(errors())
                .isEqualTo("Error: daemon resume: daemon resume: /api/daemon/resume: conflict: "
                        + "cannot resume while daemon is draining\n");
    }

    @Test
    void saysThatNoDaemonListens() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        assertThat(run("daemon", "status", "--port", Integer.toString(free))).isEqualTo(1);

        assertThat(errors())
                .startsWith(
                        "Error: daemon status: daemon status: request failed: no daemon listens on 127.0.0.1:" + free)
                .hasLineCount(1);
    }

    @Test
    void listsSessionsAsATable() {
        daemon.answer("GET /api/daemon/sessions?state=ended&limit=5", 200, """
                [{"sessionId":"a-long-session-id","pid":7,"acceptedAt":"2026-05-27T10:00:00Z","state":"completed",
                  "repository":"r","harness":"stub",
                  "exit":{"state":"completed","reason":"completed","code":0,"at":"2026-05-27T10:00:09Z"}},
                 {"sessionId":"b","pid":8,"acceptedAt":"2026-05-27T11:00:00Z","state":"failed","repository":"q",
                  "exit":{"state":"failed","reason":"timeout","at":"2026-05-27T11:00:09Z"}}]
                """);

        assertThat(run("session", "list", "--state", "ended", "--limit", "5")).isZero();

        assertThat(printed()).isEqualTo("""
                        SESSION            STATE      REASON     RUNTIME  ACCEPTED              REPOSITORY
                        a-long-session-id  completed  completed  stub     2026-05-27T10:00:00Z  r
                        b                  failed     timeout             2026-05-27T11:00:00Z  q
                        """);
    }

    @Test
    void asksForASessionWithEverythingItWasGiven() throws IOException {
        daemon.answer("POST /api/daemon/sessions", 202, HANDLE);

        int code = run(
                "session",
                "run",
                "--repo",
                "https://x/y",
                "--ref",
                "main",
                "--prompt",
                "do it",
                "--agent",
                "stub",
                "--id",
                "s1",
                "--max-duration",
                "60",
                "--no-follow");

        assertThat(code).isZero();
        assertThat(printed()).isEqualTo("session s1 accepted\n");
        JsonNode body = Json.read(daemon.requests().getFirst().body(), JsonNode.class);
        assertThat(body).isEqualTo(Json.read("""
                                {"sessionId":"s1","repository":"https://x/y","ref":"main","maxDurationSeconds":60,
                                 "prompt":"do it","detail":{"resolvedProfile":{"provider":"stub"}}}
                                """, JsonNode.class));
    }

    @Test
    void readsThePromptFromAFile() throws IOException {
        Path prompt = Files.writeString(state.resolve("prompt.txt"), "from a file\n");
        daemon.answer("POST /api/daemon/sessions", 202, HANDLE);

        assertThat(run("session", "run", "--repo", "r", "--prompt-file", prompt.toString(), "--no-follow"))
                .isZero();

        JsonNode body = Json.read(daemon.requests().getFirst().body(), JsonNode.class);
        assertThat(body.path("prompt").asText()).isEqualTo("from a file\n");
        assertThat(body.path("sessionId").asText()).matches("s-\\d{8}-\\d{6}-[0-9a-f]{4}");
    }

    @Test
    void wantsExactlyOnePrompt() {
        assertThat(run("session", "run", "--repo", "r")).isEqualTo(1);
        assertThat(run("session", "run", "--repo", "r", "--prompt", "a", "-")).isEqualTo(1);

        assertThat(errors())
                .contains("exactly one of --prompt, --prompt-file, -")
                .hasLineCount(2);
        assertThat(daemon.requests()).isEmpty();
    }

    @Test
    void followsASessionToItsEndOverABrokenConnection() {
        String events = "GET /api/daemon/sessions/s1/events?follow=true&after=";
        daemon.answer("POST /api/daemon/sessions", 202, HANDLE)
                .breakAfter(events + "0", event(1, "session.accepted", "\"repository\":\"r\""))
                .answer(
                        events + "1",
                        200,
                        event(2, "agent.text", "\"text\":\"hello\"")
                                + event(
                                        3,
                                        "session.ended",
                                        "\"exit\":{\"state\":\"completed\",\"reason\":\"completed\",\"code\":0,"
                                                + "\"at\":\"2026-05-27T10:00:00Z\"}"));

        assertThat(run("session", "run", "--repo", "r", "--prompt", "x")).isZero();

        assertThat(printed().lines().toList())
                .containsExactly(
                        "session s1 accepted",
                        "10:00:00  accepted  repository r",
                        "10:00:00  agent     hello",
                        "10:00:00  ended     completed (exit code 0)");
    }

    @Test
    void failsWhenTheSessionDidNotComplete() {
        daemon.answer("POST /api/daemon/sessions", 202, HANDLE)
                .answer(
                        "GET /api/daemon/sessions/s1/events?follow=true&after=0",
                        200,
                        event(
                                1,
                                "session.ended",
                                "\"exit\":{\"state\":\"failed\",\"reason\":\"timeout\",\"at\":\"2026-05-27T10:00:00Z\"}"));

        assertThat(run("session", "run", "--repo", "r", "--prompt", "x")).isEqualTo(1);
    }

    @Test
    void printsEventsAsTheyAreWhenAsked() {
        String line = event(1, "agent.text", "\"text\":\"hello\"");
        daemon.answer("GET /api/daemon/sessions/a%2Fb/events?after=0&follow=false", 200, line);

        assertThat(run("session", "events", "a/b", "--json")).isZero();

        assertThat(printed()).isEqualTo(line);
    }

    @Test
    void copiesTheOutputOfASession() {
        daemon.answer("GET /api/daemon/sessions/s1/output?follow=true", 200, "one\ntwo");

        assertThat(run("session", "logs", "s1", "-f")).isZero();

        assertThat(printed()).isEqualTo("one\ntwo");
    }

    @Test
    void showsWhatASessionLeftBehind() {
        daemon.answer("GET /api/daemon/sessions/s1/record", 200, """
                {"session":{
                  "handle":{"sessionId":"s1","pid":7,"acceptedAt":"2026-05-27T10:00:00Z","state":"completed",
                    "exit":{"state":"completed","reason":"completed","code":0,"at":"2026-05-27T10:00:09Z"}},
                  "spec":{"sessionId":"s1","repository":"r"},
                  "limits":[{"name":"memory","value":"512 MiB","applied":false,"note":"no cgroup"}],
                  "result":{"branch":"agent/s1","commits":[{"sha":"abc","author":"a","subject":"Say hello","at":"x"}],
                    "changes":[{"path":"NOTES.md","status":"modified","committed":false}],
                    "result":{"summary":"one\\ntwo"}},
                  "archiveId":"s1"}}
                """);

        assertThat(run("session", "show", "s1")).isZero();

        assertThat(printed()).isEqualTo("""
                          Session:    s1
                          State:      completed
                          Exit:       completed, exit code 0 at 2026-05-27T10:00:09Z
                          Accepted:   2026-05-27T10:00:00Z
                          Repository: r
                          Archive:    s1
                          Limit:      memory 512 MiB (not applied): no cgroup
                          Branch:     agent/s1
                          Commit:     abc Say hello
                          Changed:    NOTES.md (modified, not committed)
                          Summary:    one / two
                        """);
    }

    @Test
    void stopsASessionForAReason() {
        daemon.answer("POST /api/daemon/sessions/s1/stop", 200, "{\"ok\":true,\"message\":\"stopped\"}");

        assertThat(run("session", "stop", "s1", "--reason", "enough")).isZero();

        assertThat(printed()).isEqualTo("session stop: stopped\n");
        assertThat(daemon.requests().getFirst().body()).isEqualToIgnoringNewLines("{\"reason\":\"enough\"}");
    }

    @Test
    void printsTheHelpOfAGroupWithoutACommand() {
        assertThat(run("daemon")).isZero();
        assertThat(run("session", "run", "--help")).isZero();

        assertThat(printed()).contains("Usage: donmai daemon").contains("Usage: donmai session run");
        assertThat(errors()).isEmpty();
    }

    @Test
    void refusesWhatItDoesNotKnowWithExitCodeOne() {
        List<Integer> codes = new ArrayList<>();
        codes.add(run("frobnicate"));
        codes.add(run("daemon", "frobnicate"));
        codes.add(run("daemon", "status", "--frobnicate"));
        codes.add(run("session", "show"));

        assertThat(codes).containsOnly(1);
        assertThat(errors().lines().filter(line -> line.startsWith("Error: ")).toList())
                .hasSize(4)
                .first()
                .isEqualTo("Error: unknown command for donmai: frobnicate");
    }

    @Test
    void leavesOutPartsOfTheUptimeThatAreZero() {
        assertThat(DaemonStatusCommand.uptime(-1)).isEqualTo("0s");
        assertThat(DaemonStatusCommand.uptime(60)).isEqualTo("1m");
        assertThat(DaemonStatusCommand.uptime(3605)).isEqualTo("1h5s");
        assertThat(DaemonStatusCommand.uptime(26 * 3600)).isEqualTo("26h");
    }

    @Test
    void takesTheDefaultPortForZero() {
        assertThat(DaemonRunCommand.portOf("0")).isEqualTo("7734");
        assertThat(DaemonRunCommand.portOf("auto")).isEqualTo("auto");
        assertThat(DaemonRunCommand.portOf("")).isEmpty();
    }

    private static String event(int id, String kind, String fields) {
        return "{\"id\":" + id + ",\"at\":\"2026-05-27T10:00:00Z\",\"session\":\"s1\",\"kind\":\"" + kind + "\","
                + fields + "}\n";
    }
}
