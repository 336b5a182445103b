package dev.donmai.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionCommandsTest {

    private static final String HANDLE = """
            {"sessionId":"s1","pid":7,"acceptedAt":"2026-05-27T10:00:00Z","state":"running"}
            """;

    @RegisterExtension
    final CommandRun command = new CommandRun();

    @Test
    void listsSessionsAsATable() {
        command.daemon().answer("GET /api/daemon/sessions?state=ended&limit=5", 200, """
                [{"sessionId":"a-long-session-id","pid":7,"acceptedAt":"2026-05-27T10:00:00Z","state":"completed",
                  "repository":"r","harness":"stub",
                  "exit":{"state":"completed","reason":"completed","code":0,"at":"2026-05-27T10:00:09Z"}},
                 {"sessionId":"b","pid":8,"acceptedAt":"2026-05-27T11:00:00Z","state":"failed","repository":"q",
                  "exit":{"state":"failed","reason":"timeout","at":"2026-05-27T11:00:09Z"}}]
                """);

        assertThat(command.run("session", "list", "--state", "ended", "--limit", "5"))
                .isZero();

        assertThat(command.out()).isEqualTo("""
                        SESSION            STATE      REASON     RUNTIME  ACCEPTED              REPOSITORY
                        a-long-session-id  completed  completed  stub     2026-05-27T10:00:00Z  r
                        b                  failed     timeout             2026-05-27T11:00:00Z  q
                        """);
    }

    @Test
    void listsMoreOfEachSessionWhenThereIsRoom() {
        command.daemon().answer("GET /api/daemon/sessions?state=all&limit=100", 200, """
                [{"sessionId":"a","pid":7,"acceptedAt":"2026-05-27T10:00:00Z","state":"running","repository":"r",
                  "harness":"stub","projectName":"p","workType":"development","model":"m","worktreePath":"/w/a"}]
                """);

        assertThat(command.run("session", "list", "-o", "wide")).isZero();

        assertThat(command.out()).isEqualTo("""
                        SESSION  STATE    REASON  RUNTIME  ACCEPTED              REPOSITORY  PROJECT  WORK         MODEL  PID  WORKAREA
                        a        running          stub     2026-05-27T10:00:00Z  r           p        development  m      7    /w/a
                        """);
    }

    @Test
    void saysThatThereIsNoSession() {
        command.daemon().answer("GET /api/daemon/sessions?state=all&limit=100", 200, "[]");

        assertThat(command.run("session", "list")).isZero();

        assertThat(command.out()).isEqualTo("No sessions.\n");
    }

    @Test
    void asksForASessionWithEverythingItWasGiven() throws IOException {
        command.daemon().answer("POST /api/daemon/sessions", 202, HANDLE);

        int code = command.run(
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
        assertThat(command.out()).isEqualTo("session s1 accepted\n");
        JsonNode body = Json.read(command.daemon().requests().getFirst().body(), JsonNode.class);
        assertThat(body).isEqualTo(Json.read("""
                                {"sessionId":"s1","repository":"https://x/y","ref":"main","maxDurationSeconds":60,
                                 "prompt":"do it","detail":{"resolvedProfile":{"provider":"stub"}}}
                                """, JsonNode.class));
    }

    @Test
    void readsThePromptFromAFile() throws IOException {
        Path prompt = Files.writeString(command.state().resolve("prompt.txt"), "from a file\n");
        command.daemon().answer("POST /api/daemon/sessions", 202, HANDLE);

        assertThat(command.run("session", "run", "--repo", "r", "--prompt-file", prompt.toString(), "--no-follow"))
                .isZero();

        JsonNode body = Json.read(command.daemon().requests().getFirst().body(), JsonNode.class);
        assertThat(body.path("prompt").asText()).isEqualTo("from a file\n");
        assertThat(body.path("sessionId").asText()).matches("s-\\d{8}-\\d{6}-[0-9a-f]{4}");
    }

    @Test
    void wantsExactlyOnePrompt() {
        assertThat(command.run("session", "run", "--repo", "r")).isEqualTo(1);
        assertThat(command.run("session", "run", "--repo", "r", "--prompt", "a", "-"))
                .isEqualTo(1);

        assertThat(command.err())
                .contains("exactly one of --prompt, --prompt-file, -")
                .hasLineCount(2);
        assertThat(command.daemon().requests()).isEmpty();
    }

    @Test
    void followsASessionToItsEndOverABrokenConnection() {
        String events = "GET /api/daemon/sessions/s1/events?follow=true&after=";
        command.daemon()
                .answer("POST /api/daemon/sessions", 202, HANDLE)
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

        assertThat(command.run("session", "run", "--repo", "r", "--prompt", "x"))
                .isZero();

        assertThat(command.out().lines().toList())
                .containsExactly(
                        "session s1 accepted",
                        "10:00:00  accepted  repository r",
                        "10:00:00  agent     hello",
                        "10:00:00  ended     completed (exit code 0)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent.text", "session.ended"})
    void readsInTheRecordHowASessionEndedWhoseEventsDoNotSaySo(String lastKind) {
        String events = "GET /api/daemon/sessions/s1/events?follow=true&after=";
        command.daemon()
                .answer("POST /api/daemon/sessions", 202, HANDLE)
                .answer(events + "0", 200, event(1, lastKind, "\"text\":\"hello\""))
                .answer(events + "1", 200, "")
                .answer("GET /api/daemon/sessions/s1/record", 200, """
                        {"session":{"handle":{"sessionId":"s1","pid":7,"acceptedAt":"2026-05-27T10:00:00Z",
                          "state":"completed",
                          "exit":{"state":"completed","reason":"completed","code":0,"at":"2026-05-27T10:00:09Z"}},
                          "spec":{"sessionId":"s1","repository":"r"}}}
                        """);

        assertThat(command.run("session", "run", "--repo", "r", "--prompt", "x"))
                .as(command.errSoFar())
                .isZero();
    }

    @Test
    void failsWhenTheSessionDidNotComplete() {
        command.daemon()
                .answer("POST /api/daemon/sessions", 202, HANDLE)
                .answer(
                        "GET /api/daemon/sessions/s1/events?follow=true&after=0",
                        200,
                        event(
                                1,
                                "session.ended",
                                "\"exit\":{\"state\":\"failed\",\"reason\":\"timeout\",\"at\":\"2026-05-27T10:00:00Z\"}"));

        assertThat(command.run("session", "run", "--repo", "r", "--prompt", "x"))
                .isEqualTo(1);
    }

    @Test
    void printsEventsAsTheyAreWhenAsked() {
        String line = event(1, "agent.text", "\"text\":\"hello\"");
        command.daemon().answer("GET /api/daemon/sessions/a%2Fb/events?after=0&follow=false", 200, line);

        assertThat(command.run("session", "events", "a/b", "--json")).isZero();

        assertThat(command.out()).isEqualTo(line);
    }

    @Test
    void copiesTheOutputOfASession() {
        command.daemon().answer("GET /api/daemon/sessions/s1/output?follow=true", 200, "one\ntwo");

        assertThat(command.run("session", "logs", "s1", "-f")).isZero();

        assertThat(command.out()).isEqualTo("one\ntwo");
    }

    @Test
    void showsWhatASessionLeftBehind() {
        command.daemon().answer("GET /api/daemon/sessions/s1/record", 200, """
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

        assertThat(command.run("session", "show", "s1")).isZero();

        assertThat(command.out()).isEqualTo("""
                          Session:     s1
                          State:       completed
                          Exit:        completed, exit code 0 at 2026-05-27T10:00:09Z
                          Accepted:    2026-05-27T10:00:00Z
                          Repository:  r
                          Archive:     s1
                          Limit:       memory 512 MiB (not applied): no cgroup
                          Branch:      agent/s1
                          Commit:      abc Say hello
                          Changed:     NOTES.md (modified, not committed)
                          Summary:     one / two
                        """);
    }

    @Test
    void stopsASessionForAReason() {
        command.daemon().answer("POST /api/daemon/sessions/s1/stop", 200, "{\"ok\":true,\"message\":\"stopped\"}");

        assertThat(command.run("session", "stop", "s1", "--reason", "enough")).isZero();

        assertThat(command.out()).isEqualTo("session stop: stopped\n");
        assertThat(command.daemon().requests().getFirst().body()).isEqualToIgnoringNewLines("{\"reason\":\"enough\"}");
    }

    private static String event(int id, String kind, String fields) {
        return "{\"id\":" + id + ",\"at\":\"2026-05-27T10:00:00Z\",\"session\":\"s1\",\"kind\":\"" + kind + "\","
                + fields + "}\n";
    }
}
