package dev.donmai.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.config.ConfigSnapshot;
import dev.donmai.lifecycle.DaemonState;
import dev.donmai.lifecycle.Doctor.Examined;
import dev.donmai.lifecycle.DoctorCheck.Finding;
import dev.donmai.model.Json;
import dev.donmai.model.config.DaemonConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor and the capabilities. */
class DoctorResourceTest {

    private static final String CONFIG = """
            {"machine":{"id":"studio-7"},
             "projects":[{"id":"shop","repository":"github.com/acme/shop"}],
             "orchestrator":{"url":"https://me:hunter2@orchestrator.example/base"},
             "limits":{"memoryMb":2048,"idleSeconds":600}}
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
    void hasTheNineMembersAndWhatIsAdded() throws IOException {
        RawClient.Answer answer = server.get("/api/daemon/doctor");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .matches(
                        "\\{\"state\":\"running\",\"version\":\"1.2.3-test\",\"configLoaded\":true,\"machineId\":\"studio-7\","
                                + "\"workerId\":\"worker-m-stub\",\"projectCount\":1,"
                                + "\"orchestratorUrl\":\"https://orchestrator.example/base\",\"heartbeat\":true,"
                                + "\"timestamp\":\"[-0-9T:]+Z\",\"checks\":\\[],\"limits\":\\{\"maxConcurrentSessions\":4,"
                                + "\"poolMaxDiskGb\":0,\"memoryMb\":2048,\"cpus\":0.0,\"outputMb\":256,\"idleSeconds\":600}}\n");
    }

    @Test
    void showsTheStateAndNotTheReportedStatus() throws IOException {
        server.lifecycle.state = DaemonState.DRAINING;
        assertThat(server.get("/api/daemon/doctor").body()).startsWith("{\"state\":\"draining\",");
    }

    @Test
    void showsWhatWasFound() throws IOException {
        server.examined.add(new Examined("clock", Finding.ok("it ticks")));
        server.examined.add(new Examined("disk", Finding.failed("the disk is full", "make room")));
        server.configuration.odd(List.of("line 3: unknown key"), List.of("http"));
        assertThat(server.get("/api/daemon/doctor").body())
                .contains("\"checks\":[{\"name\":\"clock\",\"state\":\"ok\",\"summary\":\"it ticks\"},"
                        + "{\"name\":\"disk\",\"state\":\"failed\",\"summary\":\"the disk is full\",\"remedy\":\"make room\"}],"
                        + "\"pendingRestart\":[\"http\"],\"warnings\":[\"line 3: unknown key\"],\"limits\":");
    }

    @Test
    void aReplyNeverMixesTwoConfigurations() throws IOException {
        AtomicInteger n = new AtomicInteger();
        server.sessions.slots = -1;
        server.configuration.changing(() -> {
            int next = n.incrementAndGet();
            DaemonConfig config = FakeConfiguration.parse(
                    "{\"machine\":{\"id\":\"m%1$d\"},\"capacity\":{\"maxConcurrentSessions\":%1$d},\"limits\":{\"memoryMb\":%1$d}}"
                            .formatted(next));
            return new ConfigSnapshot(
                    config, List.of("line " + next), List.of("key" + next), ConfigSnapshot.Refusal.NONE);
        });
        JsonNode reply = Json.mapper().readTree(server.get("/api/daemon/doctor").body());
        int only = reply.path("limits").path("maxConcurrentSessions").asInt();
        assertThat(reply.path("machineId").asText()).isEqualTo("m" + only);
        assertThat(reply.path("limits").path("memoryMb").asInt()).isEqualTo(only);
        assertThat(reply.path("warnings").path(0).asText()).isEqualTo("line " + only);
        assertThat(reply.path("pendingRestart").path(0).asText()).isEqualTo("key" + only);
    }

    @Test
    void showsWhatTheMachineProvides() throws IOException {
        assertThat(server.get("/api/daemon/capabilities").body()).startsWith("{\"provides\":[],\"timestamp\":\"");
        server.capabilities.addAll(List.of("native", "http"));
        assertThat(server.get("/api/daemon/capabilities").body())
                .matches(
                        "\\{\"provides\":\\[\\{\"kind\":\"native\"},\\{\"kind\":\"http\"}],\"timestamp\":\"[-0-9T:]+Z\"}\n");
    }
}
