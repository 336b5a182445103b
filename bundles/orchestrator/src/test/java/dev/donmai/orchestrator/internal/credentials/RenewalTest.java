package dev.donmai.orchestrator.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.net.WebClient;
import dev.donmai.orchestrator.internal.Platform;
import dev.donmai.orchestrator.internal.credentials.RegistrationMode.Real;
import dev.donmai.orchestrator.internal.platform.PlatformApi;
import dev.donmai.orchestrator.internal.platform.RegisterRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decision table of {@code orchestrator.md} §4.2, row by row. */
class RenewalTest {

    private final Platform platform = new Platform();
    private final WebClient client = new WebClient("rensei-daemon/1.2.3");
    private final Renewal renewal = new Renewal(new Registrar(
            new PlatformApi(client, platform.url()),
            new Real(platform.url(), "rsp_live_secret"),
            () -> new RegisterRequest("m", "m", 1, "", List.of(), List.of()),
            InstantSource.system()));

    @AfterEach
    void close() {
        client.close();
        platform.close();
    }

    private Credentials old(String workerId) {
        return new Credentials(
                platform.url(),
                workerId,
                "token-0",
                TokenLifetime.received("", Optional.empty(), Instant.EPOCH, 0),
                Credentials.DEFAULT_HEARTBEAT,
                Credentials.DEFAULT_POLL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            WORKER_NOT_FOUND      | wkr_0 | 200 {"runtimeToken":"token-2"} | 200 | 0 | wkr_1 token-1
            UNAUTHORIZED          | ''    | 200 {"runtimeToken":"token-2"} | 200 | 0 | wkr_1 token-1
            RUNTIME_TOKEN_EXPIRED | wkr_0 | 200 {"runtimeToken":"token-2"} | 200 | 1 | wkr_0 token-2
            UNAUTHORIZED          | wkr_0 | 200 {"runtimeToken":"token-2"} | 200 | 1 | wkr_0 token-2
            AUTH_FAILURE          | wkr_0 | 201 {"runtimeToken":"token-2"} | 200 | 1 | wkr_0 token-2
            EXPIRES_SOON          | wkr_0 | 200 {"runtimeToken":"token-2"} | 200 | 1 | wkr_0 token-2
            UNAUTHORIZED          | wkr_0 | 200 {}                         | 200 | 1 | refresh probe failed: refresh response missing runtimeToken
            UNAUTHORIZED          | wkr_0 | 200 nonsense                   | 200 | 1 | refresh probe failed: decode response: *
            UNAUTHORIZED          | wkr_0 | 404                            | 200 | 1 | wkr_1 token-1
            UNAUTHORIZED          | wkr_0 | 405                            | 200 | 1 | wkr_1 token-1
            UNAUTHORIZED          | wkr_0 | 401 revoked                    | 200 | 1 | refresh probe failed: refresh: HTTP 401: revoked
            UNAUTHORIZED          | wkr_0 | 403                            | 200 | 1 | refresh probe failed: refresh: HTTP 403
            UNAUTHORIZED          | wkr_0 | 503 later                      | 200 | 1 | refresh probe failed: refresh: HTTP 503: later
            UNAUTHORIZED          | wkr_0 | 404                            | 500 | 1 | reregister: registration failed: HTTP 500: oops
            WORKER_NOT_FOUND      | wkr_0 | 200 {}                         | 500 | 0 | reregister: registration failed: HTTP 500: oops
            """)
    void decides(String reason, String workerId, String probe, int registration, int probes, String outcome)
            throws Exception {
        String[] answer = probe.split(" ", 2);
        platform.on("refresh-token", Integer.parseInt(answer[0]), answer.length > 1 ? answer[1] : "")
                .on("register", registration, registration == 200 ? Platform.REGISTERED : "oops");
        String said;
        try {
            Credentials fresh = renewal.replace(old(workerId), Rejection.valueOf(reason));
            said = fresh.workerId() + " " + fresh.token();
        } catch (RegistrationException e) {
            said = String.valueOf(e.getMessage());
        }
        if (outcome.endsWith("*")) {
            assertThat(said).startsWith(outcome.substring(0, outcome.length() - 1));
        } else {
            assertThat(said).isEqualTo(outcome);
        }
        assertThat(platform.seen("refresh-token")).hasSize(probes);
        boolean registered = outcome.startsWith("wkr_1") || outcome.startsWith("reregister");
        assertThat(platform.seen("register")).hasSize(registered ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void anUnreachableOrchestratorIsNotRegisteredWith(boolean known) {
        platform.close();
        String said = "";
        try {
            renewal.replace(old("wkr_0"), known ? Rejection.UNAUTHORIZED : Rejection.WORKER_NOT_FOUND);
        } catch (RegistrationException e) {
            said = String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(said).startsWith(known ? "refresh probe failed: post: " : "reregister: register call: ");
    }
}
