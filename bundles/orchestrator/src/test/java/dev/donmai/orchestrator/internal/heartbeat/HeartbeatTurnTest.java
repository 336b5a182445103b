package dev.donmai.orchestrator.internal.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.config.ConfigEdit;
import dev.donmai.model.Json;
import dev.donmai.net.Backoff;
import dev.donmai.net.WebClient;
import dev.donmai.orchestrator.internal.Daemon;
import dev.donmai.orchestrator.internal.Platform;
import dev.donmai.orchestrator.internal.credentials.CredentialHolder;
import dev.donmai.orchestrator.internal.credentials.HolderOf;
import dev.donmai.orchestrator.internal.platform.PlatformApi;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The beats of {@code orchestrator.md} §5 and §6.4. */
class HeartbeatTurnTest {

    private static final String HASH = "ac30c64d18f97b70b805a52e2db12a2879a9e0f1eea0295ccd2a761c335fb8d4";

    private final Platform platform = new Platform();
    private final Daemon daemon = new Daemon();
    private final WebClient client = new WebClient("rensei-daemon/1.2.3");
    private final PlatformApi api = new PlatformApi(client, platform.url());
    private final HostStatus hostStatus = new HostStatus();
    private final ComposedBeats beats = new ComposedBeats(
            daemon.configuration,
            daemon.lifecycle,
            daemon.sessions,
            InstantSource.fixed(Instant.parse("2026-05-20T09:15:04.75Z")));
    private CredentialHolder credentials;
    private HeartbeatTurn turn;

    @BeforeEach
    void open() throws Exception {
        daemon.configure("{\"machine\":{\"id\":\"m\",\"region\":\"eu\"}}");
        daemon.allow("smoke-alpha=https://github.com/acme/smokes-alpha.git", "agentfactory=github.com/foo/bar");
        platform.on("register", 200, Platform.REGISTERED)
                .on("refresh-token", 200, "{\"runtimeToken\":\"token-2\"}")
                .on("heartbeat", 200, "{\"acknowledged\":true}");
        credentials = HolderOf.registered(api);
        turn = new HeartbeatTurn(
                api,
                credentials,
                daemon.configuration,
                beats,
                hostStatus,
                new Backoff(Duration.ofMillis(10), Duration.ofMillis(20)));
    }

    @AfterEach
    void close() {
        client.close();
        platform.close();
    }

    private List<Platform.Seen> sent() {
        return platform.seen("heartbeat");
    }

    private ObjectNode beat() throws InterruptedException {
        turn.run();
        return sent().getLast().json();
    }

    @Test
    void saysHowTheDaemonIs() throws Exception {
        daemon.active = 2;
        daemon.capacity = 6;
        assertThat(turn.run()).hasSeconds(30);
        Platform.Seen request = sent().getFirst();
        assertThat(request.path()).isEqualTo("/api/workers/wkr_1/heartbeat");
        assertThat(request.token()).isEqualTo("token-1");
        assertThat(request.json())
                .isEqualTo(Json.mapper()
                        .readTree("{\"activeCount\":2,\"maxSessions\":6,\"allowlistHash\":\"" + HASH
                                + "\",\"allowlist\":[{\"id\":\"agentfactory\",\"repository\":\"github.com/foo/bar\"},"
                                + "{\"id\":\"smoke-alpha\","
                                + "\"repository\":\"https://github.com/acme/smokes-alpha.git\"}]}"));
        daemon.active = 0;
        daemon.capacity = 0;
        daemon.allow();
        assertThat(beat().toString()).isEqualTo("{\"activeCount\":0}");
    }

    @Test
    void theListIsSentOncePerChange() throws Exception {
        assertThat(beat().has("allowlist")).isTrue();
        assertThat(beat().has("allowlist")).isFalse();
        assertThat(sent().getLast().json().path("allowlistHash").asText()).isEqualTo(HASH);
        daemon.allow("a=b");
        assertThat(beat().path("allowlist").toString()).isEqualTo("[{\"id\":\"a\",\"repository\":\"b\"}]");
        assertThat(beat().has("allowlist")).isFalse();
    }

    @Test
    void aPasswordInAnAddressIsForTheOrchestratorAlone() throws Exception {
        daemon.allow("a=https://bot:hunter2@host/x.git");
        assertThat(beat().path("allowlist").toString()).contains("https://bot:hunter2@host/x.git");
        assertThat(Json.line(beats.last().orElseThrow().view()))
                .contains("https://host/x.git")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({"500, oops", "503, ''", "200, <html>a proxy</html>", "302, ''"})
    void andAgainUntilItWasAccepted(int status, String body) throws Exception {
        platform.on("heartbeat", status, body);
        assertThat(beat().has("allowlist")).isTrue();
        assertThat(beat().has("allowlist")).isTrue();
        platform.on("heartbeat", 204, "");
        assertThat(beat().has("allowlist")).isTrue();
        assertThat(beat().has("allowlist")).isFalse();
    }

    @Test
    void andAnewToAnotherWorkerId() throws Exception {
        beat();
        platform.on("heartbeat", seen -> Platform.Answer.of(seen.path().contains("wkr_1") ? 404 : 200, ""));
        platform.on("register", 200, Platform.REGISTERED.replace("wkr_1", "wkr_2"));
        turn.run();
        assertThat(sent()).hasSize(3);
        assertThat(sent().get(1).json().has("allowlist")).isFalse();
        assertThat(sent().get(2).path()).isEqualTo("/api/workers/wkr_2/heartbeat");
        assertThat(sent().get(2).json().has("allowlist")).isTrue();
    }

    @Test
    void anEmptiedListSendsNeitherAndTheNextOneIsSentWhole() throws Exception {
        beat();
        daemon.allow();
        assertThat(beat().toString()).doesNotContain("allowlist");
        daemon.allow("smoke-alpha=https://github.com/acme/smokes-alpha.git", "agentfactory=github.com/foo/bar");
        assertThat(beat().has("allowlist")).isTrue();
    }

    @Test
    void theLocalViewIsOfTheLastComposedBeat() throws Exception {
        platform.on("heartbeat", 500, "");
        turn.run();
        assertThat(Json.line(beats.last().orElseThrow().view()))
                .isEqualTo("{\"workerId\":\"wkr_1\",\"hostname\":\"m\",\"status\":\"idle\",\"activeSessions\":0,"
                        + "\"maxSessions\":2,\"region\":\"eu\",\"sentAt\":\"2026-05-20T09:15:04Z\",\"allowlistHash\":\""
                        + HASH + "\",\"allowlist\":[{\"id\":\"agentfactory\",\"repository\":\"github.com/foo/bar\"},"
                        + "{\"id\":\"smoke-alpha\",\"repository\":\"https://github.com/acme/smokes-alpha.git\"}]}");
    }

    private static String pending(String... mutations) {
        return "{\"pendingMutations\":[" + String.join(",", mutations) + "]}";
    }

    private static String add(String id) {
        return "{\"id\":\"" + id + "\",\"op\":\"project.add\",\"params\":{\"id\":\"p-" + id
                + "\",\"repository\":\"github.com/example/" + id + "\"},\"requestedBy\":\"usr_7\"}";
    }

    @Test
    void mutationsAreAppliedAtOnceAndAcknowledgedByTheNextBeatUntilItIsAccepted() throws Exception {
        platform.on(
                "heartbeat",
                200,
                pending(add("m1"), "{\"id\":\"m2\",\"op\":\"project.remove\",\"params\":{}}", add("m1")));
        beat();
        assertThat(daemon.edits).containsExactly(new ConfigEdit.AddProject("p-m1", "github.com/example/m1", ""));
        platform.on("heartbeat", 500, "");
        for (int i = 0; i < 2; i++) {
            ObjectNode next = beat();
            assertThat(next.path("appliedMutations").toString()).isEqualTo("[\"m1\"]");
            assertThat(next.path("mutationFailures").toString())
                    .isEqualTo("[{\"id\":\"m2\",\"error\":\"project.remove requires id\"}]");
            assertThat(next.path("allowlist").toString()).contains("p-m1");
        }
        platform.on("heartbeat", 200, "");
        assertThat(beat().has("appliedMutations")).isTrue();
        assertThat(beat().toString()).doesNotContain("Mutations", "mutationFailures", "\"allowlist\"");
    }

    @Test
    void whatComesUpWhileABeatIsUnderWayIsNotForgotten() throws Exception {
        platform.on("heartbeat", 200, pending(add("m1")));
        beat();
        // This reply acknowledges m1 and brings it again: it is owed anew.
        beat();
        platform.on("heartbeat", 200, "");
        assertThat(beat().path("appliedMutations").toString()).isEqualTo("[\"m1\"]");
        assertThat(beat().has("appliedMutations")).isFalse();
        assertThat(daemon.edits).hasSize(1);
    }

    @Test
    void aRefusedBeatIsSentOnceMoreWithOtherCredentials() throws Exception {
        platform.on(
                "heartbeat",
                seen -> seen.token().equals("token-2")
                        ? Platform.Answer.of(200, pending(add("m1")))
                        : Platform.Answer.of(401, "{\"error\":\"Runtime token expired\"}"));
        assertThat(turn.run()).hasSeconds(30);
        assertThat(sent()).hasSize(2);
        assertThat(sent().get(1).body()).isEqualTo(sent().get(0).body());
        assertThat(daemon.edits).hasSize(1);
        assertThat(credentials.current().orElseThrow().workerId()).isEqualTo("wkr_1");
        assertThat(platform.seen("register")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 500})
    void aSecondRefusalStartsNoSecondRefresh(int status) throws Exception {
        platform.on("heartbeat", seen -> Platform.Answer.of(seen.token().equals("token-2") ? status : 401, ""));
        assertThat(turn.run()).isLessThan(Duration.ofSeconds(1));
        assertThat(sent()).hasSize(2);
        assertThat(platform.seen("refresh-token")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 410, 500, 503})
    void otherFailuresLeaveTheCredentialsAlone(int status) throws Exception {
        platform.on("heartbeat", status, "");
        assertThat(turn.run()).isLessThan(Duration.ofSeconds(1));
        assertThat(platform.seen("refresh-token")).isEmpty();
        assertThat(turn.problem()).contains(String.valueOf(status));
        platform.on("heartbeat", 200, "");
        turn.run();
        assertThat(turn.problem()).isEmpty();
    }

    @Test
    void anOrchestratorThatAsksForPatienceGetsIt() throws Exception {
        platform.on("heartbeat", any -> Platform.Answer.of(429, "").with("Retry-After", "120"));
        assertThat(turn.run()).isGreaterThanOrEqualTo(Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @CsvSource({
        "ok, false",
        "pool_deleted, true",
        "pool_draining, true",
        "pool_disabled, true",
        "unauthorized, true",
        "something_new, false"
    })
    void theHostStatusGatesClaims(String status, boolean suspended) throws Exception {
        platform.on(
                "heartbeat",
                200,
                "{\"hostStatus\":{\"status\":\"" + status
                        + "\",\"recommendedAction\":\"Re-register this host against pool-b.\","
                        + "\"candidatePoolIds\":[\"pool-b\"]}}");
        beat();
        assertThat(hostStatus.suspendsClaims()).isEqualTo(suspended);
        assertThat(hostStatus.view().recommendedAction()).isEqualTo("Re-register this host against pool-b.");
        assertThat(hostStatus.view().candidatePoolIds()).containsExactly("pool-b");
        platform.on("heartbeat", 200, "{}");
        beat();
        assertThat(hostStatus.view().status()).isEqualTo(status);
        platform.on("heartbeat", 200, "{\"hostStatus\":{\"status\":\"ok\"}}");
        beat();
        assertThat(hostStatus.suspendsClaims()).isFalse();
    }

    @Test
    void aStatusThatIsNotUnderstoodTakesNothingWithIt() throws Exception {
        platform.on("heartbeat", 200, "{\"hostStatus\":7,\"pendingMutations\":[5,{\"op\":\"x\"}," + add("m1") + "]}");
        beat();
        assertThat(hostStatus.view().absent()).isTrue();
        assertThat(daemon.edits).hasSize(1);
    }
}
