package dev.donmai.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.config.ConfigSnapshot;
import dev.donmai.model.Json;
import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.wire.HostStatusView;
import dev.donmai.model.wire.OutboxView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusResourceTest {

    private static final String CONFIG = """
            {"machine":{"id":"studio-7","region":"eu"},
             "projects":[{"id":"shop","repository":"https://bot:hunter2@github.com/acme/shop"}]}
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

    @Test
    void showsWhatTheOrchestratorSaysOfThisHostAndWhatWaitsForIt() throws IOException {
        server.registration.hostStatus = new HostStatusView("pool_draining", "Move.", List.of(), true);
        server.registration.outbox = new OutboxView(2, Instant.EPOCH, "HTTP 503", 0, 0, 0, 0);
        assertThat(server.get("/api/daemon/status").body())
                .endsWith("\"hostStatus\":{\"status\":\"pool_draining\",\"recommendedAction\":\"Move.\","
                        + "\"claimsSuspended\":true}}\n");
        assertThat(server.get("/api/daemon/stats").body())
                .endsWith("\"outbox\":{\"waiting\":2,\"lastError\":\"HTTP 503\"}}\n");
    }

    @Test
    void showsTheStatusInTheWiresForm() throws IOException {
        RawClient.Answer answer = server.get("/api/daemon/status");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body())
                .matches("\\{\"status\":\"ready\",\"version\":\"1.2.3-test\",\"machineId\":\"studio-7\",\"pid\":\\d+,"
                        + "\"uptimeSeconds\":3605,\"activeSessions\":0,\"maxSessions\":4,\"projectsAllowed\":1,"
                        + "\"timestamp\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\"}\n");
    }

    @Test
    void showsWhatWaitsForARestart() throws IOException {
        server.configuration.odd(List.of(), List.of("http"));
        assertThat(server.get("/api/daemon/status").body()).endsWith(",\"pendingRestart\":[\"http\"]}\n");
    }

    /** Between any two looks at it the configuration is another one: the n-th has n in many places. */
    private static ConfigSnapshot state(int n) {
        String project = "{\"id\":\"p\",\"repository\":\"r%d\"}".formatted(n);
        DaemonConfig config =
                FakeConfiguration.parse("""
                {"machine":{"id":"m%1$d","region":"r%1$d"},
                 "capacity":{"maxConcurrentSessions":%1$d,"maxVCpuPerSession":%1$d,"maxMemoryMbPerSession":%1$d},
                 "projects":[%2$s]}
                """.formatted(n, String.join(",", Collections.nCopies(n, project))));
        return new ConfigSnapshot(config, List.of(), List.of("key" + n), ConfigSnapshot.Refusal.NONE);
    }

    @Test
    void aReplyNeverMixesTwoConfigurations() throws IOException {
        AtomicInteger n = new AtomicInteger();
        server.sessions.slots = -1;
        server.configuration.changing(() -> state(n.incrementAndGet()));

        JsonNode status =
                Json.mapper().readTree(server.get("/api/daemon/status").body());
        int first = status.path("maxSessions").asInt();
        assertThat(status.path("machineId").asText()).isEqualTo("m" + first);
        assertThat(status.path("projectsAllowed").asInt()).isEqualTo(first);
        assertThat(status.path("pendingRestart").path(0).asText()).isEqualTo("key" + first);

        JsonNode stats = Json.mapper()
                .readTree(server.get("/api/daemon/stats?byMachine=true").body());
        int second = stats.path("capacity").path("maxConcurrentSessions").asInt();
        assertThat(stats.path("capacity").path("maxVCpuPerSession").asInt()).isEqualTo(second);
        assertThat(stats.path("allowedProjects")).hasSize(second);
        JsonNode machine = stats.path("byMachine").path(0);
        assertThat(machine.path("id").asText()).isEqualTo("m" + second);
        assertThat(machine.path("capacity")).isEqualTo(stats.path("capacity"));
    }

    @Test
    void showsStatsWithoutCredentials() throws IOException {
        String body = server.get("/api/daemon/stats?pool=1&byMachine=TRUE").body();
        assertThat(body)
                .startsWith("{\"capacity\":{\"maxConcurrentSessions\":4,\"maxVCpuPerSession\":4,")
                .contains("\"workerId\":\"worker-m-stub\"")
                .contains("\"registration\":{\"status\":\"idle\",\"heartbeatRunning\":true}")
                .contains("\"allowedProjects\":[\"https://github.com/acme/shop\"]")
                .contains("\"queueDepth\":3")
                .doesNotContain("pool")
                .doesNotContain("byMachine")
                .doesNotContain("hunter2");
    }

    @Test
    void showsAnEmptyPoolWhenAsked() throws IOException {
        assertThat(server.get("/api/daemon/stats?pool=true").body())
                .contains("\"pool\":{\"members\":[],\"totalMembers\":0,\"readyMembers\":0,\"acquiredMembers\":0,");
    }

    @Test
    void showsTheMachineWhenAsked() throws IOException {
        assertThat(server.get("/api/daemon/stats?byMachine=true").body())
                .contains("\"byMachine\":[{\"id\":\"studio-7\",\"region\":\"eu\",\"status\":\"ready\",");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pool=1&byMachine=yes",
                "pool=TRUE&byMachine=True",
                "pool=%20true&byMachine=true%20",
                "pool&byMachine",
                "pool=false&pool=true",
                "Pool=true&bymachine=true",
                "pool=%zz&byMachine=%",
                "other=true",
            })
    void onlyTheFirstExactTrueCounts(String query) throws IOException {
        RawClient.Answer answer = server.get("/api/daemon/stats?" + query);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("\"pool\"").doesNotContain("byMachine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pool=true&pool=false", "p%6fol=tru%65", "x=%zz&pool=true", "&&=&pool=true&"})
    void whateverElseAQueryHoldsIsIgnored(String query) throws IOException {
        assertThat(server.get("/api/daemon/stats?" + query).body()).contains("\"pool\":{");
    }

    @Test
    void showsTheEmptyHeartbeat() throws IOException {
        assertThat(server.get("/api/daemon/heartbeat").body())
                .isEqualTo("{\"workerId\":\"\",\"hostname\":\"\",\"status\":\"\",\"activeSessions\":0,"
                        + "\"maxSessions\":0,\"sentAt\":\"\"}\n");
    }
}
