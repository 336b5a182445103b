package dev.donmai.orchestrator.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.donmai.model.Json;
import dev.donmai.model.wire.AllowlistEntry;
import dev.donmai.net.WebClient;
import dev.donmai.orchestrator.internal.Platform;
import dev.donmai.orchestrator.internal.credentials.Registrar.Probe;
import dev.donmai.orchestrator.internal.credentials.RegistrationMode.Real;
import dev.donmai.orchestrator.internal.platform.PlatformApi;
import dev.donmai.orchestrator.internal.platform.RegisterRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of {@code orchestrator.md} §2.1 to §2.3. */
class RegistrarTest {

    private static final RegisterRequest MACHINE = new RegisterRequest(
            "build-box-7",
            "build-box-7",
            6,
            "0.9.3",
            Stream.of("native", "http", "host-binary", "workarea", "npm", "mcp-server")
                    .map(RegisterRequest.Kind::new)
                    .toList(),
            List.of(
                    new AllowlistEntry("agentfactory", "github.com/foo/bar"),
                    new AllowlistEntry("smoke-alpha", "https://github.com/acme/smokes-alpha.git")));

    private final Platform platform = new Platform();
    private final WebClient client = new WebClient("rensei-daemon/1.2.3");
    private final Registrar registrar = new Registrar(
            new PlatformApi(client, platform.url()),
            new Real(platform.url(), "rsp_live_secret"),
            () -> MACHINE,
            () -> Instant.parse("2026-05-27T10:00:00Z"));

    @AfterEach
    void close() {
        client.close();
        platform.close();
    }

    private RegistrationException failure() {
        return catchThrowableOfType(RegistrationException.class, registrar::register);
    }

    @Test
    void asksAsTheContractShows() throws Exception {
        platform.on("register", 200, Platform.REGISTERED);
        registrar.register();
        Platform.Seen request = platform.seen("register").getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/api/workers/register");
        assertThat(request.header("Authorization")).isEqualTo("Bearer rsp_live_secret");
        assertThat(request.header("Content-type")).isEqualTo("application/json");
        assertThat(request.header("User-agent")).isEqualTo("rensei-daemon/1.2.3");
        assertThat(request.headers()).doesNotContainKeys("Accept-encoding", "Upgrade", "Http2-settings");
        assertThat(request.json()).isEqualTo(Json.mapper().readTree("""
                {"machineId":"build-box-7","hostname":"build-box-7","capacity":6,"version":"0.9.3",
                 "provides":[{"kind":"native"},{"kind":"http"},{"kind":"host-binary"},{"kind":"workarea"},
                             {"kind":"npm"},{"kind":"mcp-server"}],
                 "daemonProjects":[{"id":"agentfactory","repository":"github.com/foo/bar"},
                                   {"id":"smoke-alpha","repository":"https://github.com/acme/smokes-alpha.git"}]}"""));
    }

    @Test
    void takesWhatItIsGiven() throws Exception {
        platform.on("register", 201, Platform.REGISTERED);
        Credentials given = registrar.register();
        assertThat(given.url()).isEqualTo(platform.url());
        assertThat(given.workerId()).isEqualTo("wkr_1");
        assertThat(given.token()).isEqualTo("token-1");
        assertThat(given.lifetime().expiresAt()).isEqualTo("2999-01-01T00:00:00Z");
        assertThat(given.toString()).doesNotContain("token-1");
    }

    @ParameterizedTest
    @CsvSource({
        "30000, 5000, 30, 5",
        "1, 1, 1, 1",
        "1500, 1001, 2, 2",
        "0, 0, 30, 5",
        "-7, -7, 30, 5",
        "86400000, 86400000, 300, 300"
    })
    void intervalsAreWholeSecondsWithinReason(long heartbeat, long poll, long heartbeatSeconds, long pollSeconds)
            throws Exception {
        platform.on(
                "register",
                200,
                "{\"workerId\":\"w\",\"runtimeToken\":\"t\",\"heartbeatInterval\":" + heartbeat + ",\"pollInterval\":"
                        + poll + "}");
        Credentials given = registrar.register();
        assertThat(given.heartbeatInterval()).isEqualTo(Duration.ofSeconds(heartbeatSeconds));
        assertThat(given.pollInterval()).isEqualTo(Duration.ofSeconds(pollSeconds));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"runtimeToken":"t"}                        | registration response missing workerId
            {"workerId":"w"}                            | registration response missing runtimeToken
            {"workerId":"w","runtimeToken":""}          | registration response missing runtimeToken
            {"workerId":"../x","runtimeToken":"t"}      | registration response has a workerId that contains a slash, "?", "#" or a control character
            {"workerId":"w","runtimeToken":"se cret"}   | registration response has a runtimeToken that no header can carry
            """)
    void refusesWhatItCannotUse(String body, String message) {
        platform.on("register", 200, body);
        RegistrationException failure = failure();
        assertThat(failure).hasMessage(message).hasMessageNotContaining("se cret");
        assertThat(failure.refused()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "{\"workerId\":7}"})
    void saysWhenAReplyIsNotUnderstood(String body) {
        platform.on("register", 200, body);
        assertThat(failure()).hasMessageStartingWith("decode response: ");
    }

    @ParameterizedTest
    @CsvSource({
        "400, true",
        "401, true",
        "403, true",
        "404, true",
        "410, true",
        "422, true",
        "302, false",
        "405, false",
        "408, false",
        "409, false",
        "425, false",
        "429, false",
        "500, false",
        "503, false"
    })
    void knowsWhichRefusalsAreFinal(int status, boolean refused) {
        platform.on("register", status, "no\u001b[31m\nway");
        RegistrationException failure = failure();
        assertThat(failure.refused()).isEqualTo(refused);
        assertThat(failure).hasMessage("registration failed: HTTP " + status + ": no [31m way");
    }

    @Test
    void saysNoMoreThanTheStatusWhenThereIsNoBody() {
        platform.on("register", 503, "");
        assertThat(failure()).hasMessage("registration failed: HTTP 503");
    }

    @Test
    void showsLittleOfALongBody() {
        platform.on("register", 500, "x".repeat(100_000));
        assertThat(String.valueOf(failure().getMessage())).hasSizeLessThan(2100);
    }

    @Test
    void honoursRetryAfter() {
        platform.on("register", any -> Platform.Answer.of(503, "").with("Retry-After", "17"));
        assertThat(failure().retryAfter()).hasSeconds(17);
    }

    @Test
    void aDeadOrchestratorIsNoRefusal() {
        platform.close();
        RegistrationException failure = failure();
        assertThat(failure).hasMessageStartingWith("register call: ");
        assertThat(failure.refused()).isFalse();
    }

    @Test
    void followsNoRedirectWithTheToken() {
        try (Platform elsewhere = new Platform()) {
            platform.on(
                    "register",
                    any -> Platform.Answer.of(307, "").with("Location", elsewhere.url() + "/api/workers/register"));
            assertThat(failure()).hasMessageContaining("HTTP 307");
            assertThat(elsewhere.seen()).isEmpty();
        }
    }

    @Test
    void aReplyWithoutEndIsNotRead() {
        platform.on("register", 200, "{\"workerId\":\"" + "x".repeat(2 << 20) + "\"}");
        assertThatThrownBy(registrar::register).hasMessageContaining("more than 1048576 bytes");
    }

    @Test
    void aRefreshKeepsTheIdAndTheIntervals() throws Exception {
        platform.on("register", 200, Platform.REGISTERED)
                .on("refresh-token", 200, "{\"runtimeToken\":\"token-2\",\"workerId\":\"other\"}");
        Credentials old = registrar.register();
        assertThat(registrar.refresh(old)).isInstanceOfSatisfying(Probe.Refreshed.class, refreshed -> {
            assertThat(refreshed.credentials().workerId()).isEqualTo("wkr_1");
            assertThat(refreshed.credentials().token()).isEqualTo("token-2");
            assertThat(refreshed.credentials().pollInterval()).hasSeconds(5);
        });
        Platform.Seen request = platform.seen("refresh-token").getFirst();
        assertThat(request.path()).isEqualTo("/api/workers/wkr_1/refresh-token");
        assertThat(request.token()).isEqualTo("rsp_live_secret");
        assertThat(request.body()).isEqualTo("{}");
    }
}
