package dev.donmai.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code daemon status} and {@code daemon stats}. */
class DaemonFiguresTest {

    private static final String STATUS = """
            {"status":"ready","version":"1.2.3","machineId":"<box>","pid":4711,"uptimeSeconds":3725,"activeSessions":2,
             "maxSessions":6,"projectsAllowed":3,"timestamp":"2026-05-27T10:00:00Z","load":1.50,
             "queues":["a","b"]}
            """;

    private static final String CAPACITY = """
            {"maxConcurrentSessions":4,"maxVCpuPerSession":4,"maxMemoryMbPerSession":8192,"reservedVCpu":2,"reservedMemoryMb":16384}
            """;

    private static final String PLAIN_STATS = """
            {"capacity":%s,"activeSessions":1,"queueDepth":0,"timestamp":"2026-05-20T09:15:04Z","registration":{"status":"unregistered"}}
            """.formatted(CAPACITY);

    @RegisterExtension
    final CommandRun command = new CommandRun();

    private String stats(String json, String... flags) {
        String query = flags.length == 0 ? "" : "?" + String.join("&", flags);
        command.daemon().answer("GET /api/daemon/stats" + query, 200, json);
        return json;
    }

    @Test
    void showsTheStatusAsLabelsAndValues() {
        command.daemon().answer("GET /api/daemon/status", 200, STATUS);

        assertThat(command.run("daemon", "status")).isZero();

        assertThat(command.out()).isEqualTo("""
                          Daemon:     ready
                          Machine:    <box>
                          Version:    1.2.3
                          PID:        4711
                          Uptime:     1h2m5s
                          Sessions:   2 / 6
                          Projects:   3 allowed
                          Timestamp:  2026-05-27T10:00:00Z
                        """);
    }

    @Test
    void showsWhateverElseTheDaemonSaysWhenThereIsRoom() {
        command.daemon().answer("GET /api/daemon/status", 200, STATUS);

        assertThat(command.run("daemon", "status", "-o", "wide")).isZero();

        assertThat(command.out()).endsWith("""
                          Timestamp:  2026-05-27T10:00:00Z
                          load:       1.50
                          queues:     ["a","b"]
                        """);
    }

    @Test
    void saysWhatWaitsForARestart() {
        command.daemon()
                .answer(
                        "GET /api/daemon/status",
                        200,
                        STATUS.replace("\"queues\"", "\"pendingRestart\":[\"http.port\",\"machine.id\"],\"queues\""));

        assertThat(command.run("daemon", "status")).isZero();

        assertThat(command.out()).endsWith("""
                          Timestamp:  2026-05-27T10:00:00Z
                          Restart:    needed for http.port, machine.id
                        """);
    }

    @Test
    void printsTheReplyAsJsonWithMembersItDoesNotKnow() {
        command.daemon().answer("GET /api/daemon/status", 200, STATUS);

        assertThat(command.run("daemon", "status", "--json")).isZero();

        assertThat(command.out()).isEqualTo("""
                        {
                          "status": "ready",
                          "version": "1.2.3",
                          "machineId": "\\u003cbox\\u003e",
                          "pid": 4711,
                          "uptimeSeconds": 3725,
                          "activeSessions": 2,
                          "maxSessions": 6,
                          "projectsAllowed": 3,
                          "timestamp": "2026-05-27T10:00:00Z",
                          "load": 1.50,
                          "queues": [
                            "a",
                            "b"
                          ]
                        }
                        """);
    }

    @Test
    void printsTheReplyAsYaml() {
        command.daemon().answer("GET /api/daemon/status", 200, STATUS);

        assertThat(command.run("daemon", "status", "-o", "yaml")).isZero();

        assertThat(command.out())
                .startsWith("status: ready\nversion: 1.2.3\nmachineId: <box>\npid: 4711\n")
                .endsWith("queues:\n- a\n- b\n");
    }

    @Test
    void namesTheDaemonByItsMachine() {
        command.daemon().answer("GET /api/daemon/status", 200, STATUS);
        stats(PLAIN_STATS.replace("\"queueDepth\"", """
                        "byMachine":[{"id":"box","region":"","status":"ready","version":"1","activeSessions":1,"capacity":%s,
                        "uptimeSeconds":5,"lastSeenAt":"2026-05-20T09:15:04Z"}],"queueDepth"\
                        """.formatted(CAPACITY)), "byMachine=true");

        assertThat(command.run("daemon", "status", "-o", "name")).isZero();
        assertThat(command.out()).isEqualTo("daemon/<box>\n");
        assertThat(command.run("daemon", "stats", "-o", "name")).isZero();
        assertThat(command.out()).isEqualTo("daemon/box\n");
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0s",
        "0, 0s",
        "45, 45s",
        "60, 1m",
        "125, 2m5s",
        "3600, 1h",
        "3660, 1h1m",
        "3605, 1h5s",
        "3725, 1h2m5s",
        "93600, 26h"
    })
    void leavesOutPartsOfTheUptimeThatAreZero(long seconds, String text) {
        assertThat(StatusText.uptime(seconds)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"ready, 32", "paused, 33", "draining, 36", "updating, 36", "stopped, 31"})
    void paintsAStatus(String status, String colour) {
        assertThat(StatusText.coloured(command.withColours().console(), status))
                .isEqualTo("\u001b[" + colour + "m" + status + "\u001b[0m");
    }

    @Test
    void showsFiguresAsLabelsAndValues() {
        stats("""
                {"capacity":%s,"activeSessions":1,"queueDepth":0,"timestamp":"2026-05-20T09:15:04Z","workerId":"wkr_88",
                 "registration":{"status":"idle","lastHeartbeatAt":"2026-05-20T09:14:59Z","heartbeatRunning":true,"pollRunning":true},
                 "allowedProjects":["github.com/acme/shop","github.com/acme/cart"]}
                """.formatted(CAPACITY));

        assertThat(command.run("daemon", "stats")).isZero();

        assertThat(command.out()).isEqualTo("""
                          Worker:            wkr_88
                          Registration:      idle · heartbeat=running · poll=running · last-heartbeat=2026-05-20T09:14:59Z
                          Allowed projects:  2 — github.com/acme/shop, github.com/acme/cart
                          Active sessions:   1 / 4
                          Queue depth:       0
                          Max vCPU/session:  4
                          Max mem/session:   8192 MB
                          Reserved vCPU:     2
                          Reserved memory:   16384 MB
                          Timestamp:         2026-05-20T09:15:04Z
                        """);
    }

    @Test
    void saysWhatIsMissing() {
        stats(PLAIN_STATS);

        assertThat(command.run("daemon", "stats")).isZero();

        assertThat(command.out()).startsWith("""
                          Worker:            (unregistered)
                          Registration:      unregistered · heartbeat=stopped · poll=stopped
                          Allowed projects:  0 (none allowed — add one to projects in daemon.yaml)
                        """);
    }

    @Test
    void knowsOlderAndStubRegistrations() {
        stats("""
                {"capacity":{"maxConcurrentSessions":1},"activeSessions":0,"queueDepth":0,"timestamp":"2026-05-20T09:15:04Z",
                 "workerId":"w-stub","allowedProjects":["a","b","c","d","e","f","g","h"]}
                """);

        assertThat(command.run("daemon", "stats")).isZero();

        assertThat(command.out()).startsWith("""
                          Worker:            w-stub (stub)
                          Registration:      (unknown)
                          Allowed projects:  8 — a, b, c, d, e, f, … (+2 more)
                          Active sessions:   0 / 1
                          Queue depth:       0
                          Max vCPU/session:  0
                          Max mem/session:   0 MB
                        """);
    }

    @Test
    void showsEveryProjectWhenThereIsRoom() {
        stats(PLAIN_STATS.replace(
                "\"queueDepth\"", "\"allowedProjects\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\"],\"queueDepth\""));

        assertThat(command.run("daemon", "stats", "-o", "wide")).isZero();

        assertThat(command.out()).contains("Allowed projects:  7 — 1, 2, 3, 4, 5, 6, 7\n");
    }

    @Test
    void showsThePool() {
        stats(PLAIN_STATS.replace("\"queueDepth\"", """
                        "pool":{"totalMembers":3,"readyMembers":1,"acquiredMembers":1,"warmingMembers":0,"invalidMembers":1,
                        "totalDiskUsageMb":30,"timestamp":"2026-05-20T09:15:04Z","members":[
                        {"id":"1","repository":"r2","ref":"m","toolchainKey":"t","status":"ready","cleanStateChecksum":"","createdAt":"x","diskUsageMb":5},
                        {"id":"2","repository":"r1","ref":"m","toolchainKey":"u","status":"acquired","cleanStateChecksum":"","createdAt":"x","diskUsageMb":10},
                        {"id":"3","repository":"r1","ref":"m","toolchainKey":"u","status":"invalid","cleanStateChecksum":"","createdAt":"x","diskUsageMb":15}]},
                        "queueDepth"\
                        """), "pool=true");

        assertThat(command.run("daemon", "stats", "--pool")).isZero();

        assertThat(command.out()).endsWith("""

                          Workarea pool:
                            Total:       3
                            Ready:       1
                            Acquired:    1
                            Warming:     0
                            Invalid:     1
                            Disk usage:  30 MB

                            By (repo, toolchain):
                              REPO  TOOLCHAIN  TOTAL  READY  ACQUIRED  WARMING  INVALID  DISK MB
                              r1    u          2      0      1         0        1        25
                              r2    t          1      1      0         0        0        5
                        """);
    }

    @Test
    void showsAnEmptyPoolAndEachMachine() {
        stats(PLAIN_STATS.replace("\"queueDepth\"", """
                        "pool":{"totalMembers":0,"readyMembers":0,"acquiredMembers":0,"warmingMembers":0,"invalidMembers":0,
                        "totalDiskUsageMb":0,"timestamp":"2026-05-20T09:15:04Z","members":[]},
                        "byMachine":[{"id":"box","region":"eu","status":"paused","version":"1","activeSessions":1,"capacity":%s,
                        "uptimeSeconds":3605,"lastSeenAt":"2026-05-20T09:15:04Z"}],"queueDepth"\
                        """.formatted(CAPACITY)), "pool=true", "byMachine=true");

        assertThat(command.run("daemon", "stats", "--pool", "--by-machine")).isZero();

        assertThat(command.out()).endsWith("""
                            Disk usage:  0 MB

                          Per-machine:
                            MACHINE  REGION  STATUS  ACTIVE  MAX  UPTIME
                            box      eu      paused  1       4    1h5s
                        """);
    }
}
