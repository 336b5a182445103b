package dev.donmai.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapacityResourceTest {

    private static final String NUMBER = "value must be non-negative integer";

    @TempDir
    Path home;

    TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.started(home);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawClient.Answer set(String key, String value) throws IOException {
        return server.post("/api/daemon/capacity", "{\"key\":\"" + key + "\",\"value\":\"" + value + "\"}");
    }

    private static String refused(String key, String value, String why) {
        return "{\"ok\":false,\"key\":\"" + key + "\",\"value\":\"" + value + "\",\"message\":\"" + why
                + "\",\"error\":\"" + why + "\"}\n";
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "+4, 4", "007, 7", "+0004, 4", "0, 0", "9223372036854775807, 2147483647"})
    void setsTheNumberOfSessions(String value, int slots) throws IOException {
        RawClient.Answer answer = set("capacity.maxConcurrentSessions", value);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"ok\":true,\"key\":\"capacity.maxConcurrentSessions\",\"value\":\"" + value
                        + "\",\"message\":\"applied\"}\n");
        assertThat(server.sessions.capacity()).isEqualTo(slots);
        assertThat(server.get("/api/daemon/status").body()).contains("\"maxSessions\":" + slots + ",");
    }

    @Test
    void setsTheLimitOfThePool() throws IOException {
        assertThat(set("capacity.poolMaxDiskGb", "9223372036854775807").status())
                .isEqualTo(200);
        assertThat(server.workareas.poolLimit).isEqualTo(Long.MAX_VALUE);
        assertThat(server.get("/api/daemon/doctor").body()).contains("\"poolMaxDiskGb\":9223372036854775807,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " 4",
                "4 ",
                "-1",
                "-0",
                "--1",
                "+",
                "5.0",
                "1e3",
                "four",
                "0x10",
                "1_000",
                "9223372036854775808"
            })
    void refusesWhatIsNoNumber(String value) throws IOException {
        RawClient.Answer answer = set("nothing", value);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).as("the value is looked at first").isEqualTo(refused("nothing", value, NUMBER));
        assertThat(server.sessions.capacity()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "capacity.maxSessions", "CAPACITY.POOLMAXDISKGB", "capacity.poolMaxDiskGb "})
    void refusesAnotherKey(String key) throws IOException {
        RawClient.Answer answer = set(key, "4");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(refused(key, "4", "unknown key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"key\":\"capacity.poolMaxDiskGb\",\"value\":3}", "{\"key\":7}", "[]", "\"x\"", "{", ""})
    void refusesWhatCannotBeRead(String body) throws IOException {
        RawClient.Answer answer = server.post("/api/daemon/capacity", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .startsWith("{\"ok\":false,\"key\":\"\",\"value\":\"\",\"message\":\"invalid body: ")
                .contains("\",\"error\":\"invalid body: ");
    }

    @Test
    void saysWhereAWrongTypeIs() throws IOException {
        assertThat(server.post("/api/daemon/capacity", "{\"key\":\"capacity.poolMaxDiskGb\",\n \"value\":3}")
                        .body())
                .contains("member \\\"value\\\" has the wrong type (line 2, column ");
    }

    @Test
    void nullIsAnEmptyObject() throws IOException {
        assertThat(server.post("/api/daemon/capacity", "null").body()).isEqualTo(refused("", "", NUMBER));
    }

    @Test
    void theLastOfTwoCountsWhateverItsLetters() throws IOException {
        assertThat(server.post(
                                "/api/daemon/capacity",
                                "{\"key\":\"x\",\"VALUE\":\"6\",\"Key\":\"capacity.maxConcurrentSessions\",\"more\":{}} rest")
                        .status())
                .isEqualTo(200);
        assertThat(server.sessions.capacity()).isEqualTo(6);
    }

    @Test
    void hasNoPool() throws IOException {
        assertThat(server.get("/api/daemon/pool/stats").body())
                .matches(
                        "\\{\"members\":\\[],\"totalMembers\":0,\"readyMembers\":0,\"acquiredMembers\":0,\"warmingMembers\":0,"
                                + "\"invalidMembers\":0,\"totalDiskUsageMb\":0,\"timestamp\":\"[-0-9T:]+Z\"}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"repoUrl\":\"x\",\"olderThanSeconds\":60}", "garbage", "[", "{}"})
    void evictsNothingWhateverIsAsked(String body) throws IOException {
        RawClient.Answer answer = server.post("/api/daemon/pool/evict", body);
        assertThat(answer.status()).isEqualTo(501);
        String message = "pool eviction handler not wired (REN-1280 WorkareaProvider)";
        assertThat(answer.body())
                .isEqualTo("{\"evicted\":0,\"message\":\"" + message + "\",\"error\":\"" + message + "\"}\n");
    }
}
