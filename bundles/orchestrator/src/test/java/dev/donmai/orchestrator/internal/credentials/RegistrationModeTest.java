package dev.donmai.orchestrator.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.model.Json;
import dev.donmai.model.config.DaemonConfig.Orchestrator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of {@code orchestrator.md} §2.4. */
class RegistrationModeTest {

    private static final String REAL = "rsp_live_abc";

    private static RegistrationMode mode(String url, String token, Map<String, String> environment) {
        DaemonOptions options = new DaemonOptions("", "", "", "", "", List.of(), List.of(), environment);
        try {
            Orchestrator orchestrator =
                    Json.read(Json.line(Map.of("url", url, "authToken", token)), Orchestrator.class);
            return RegistrationMode.of(options, orchestrator, Path.of("/s/daemon.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "file:///home/a/queue", "FILE://x"})
    void noOrchestratorAndAQueueAreAStub(String url) {
        for (String token : List.of("", REAL)) {
            assertThat(mode(url, token, Map.of()))
                    .isInstanceOfSatisfying(
                            RegistrationMode.Stub.class,
                            stub -> assertThat(stub.surprising()).isFalse());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://o.example, https://o.example",
        "http://o.example///, http://o.example",
        "HTTPS://o.example/base/, HTTPS://o.example/base"
    })
    void anHttpOrchestratorAndATokenAreReal(String url, String base) {
        for (String token : List.of(REAL, "rsk_live_abc")) {
            assertThat(mode(url, token, Map.of())).isEqualTo(new RegistrationMode.Real(base, token));
        }
        assertThat(mode(url, REAL, Map.of()).toString()).doesNotContain(REAL);
    }

    @ParameterizedTest
    @CsvSource({
        "'', there is no registration token: set orchestrator.authToken in /s/daemon.yaml or DONMAI_DAEMON_TOKEN",
        "rsp_test_x, orchestrator.authToken in /s/daemon.yaml is no registration token: those begin with rsp_live_ or"
                + " rsk_live_",
        "${SHOP_TOKEN}, orchestrator.authToken in /s/daemon.yaml names an environment variable that is not set"
    })
    void anOrchestratorWithoutATokenIsASurprisingStub(String token, String reason) {
        assertThat(mode("https://o.example", token, Map.of())).isEqualTo(new RegistrationMode.Stub(true, reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsp_live_ab\u200bc", "rsp_live_a b", "rsp_live_ä", "rsp_live_a\u0007b"})
    void aTokenThatNoHeaderCanCarryIsNoneAndIsNotShown(String token) {
        assertThat(mode("https://o.example", token, Map.of()))
                .isInstanceOfSatisfying(RegistrationMode.Stub.class, stub -> {
                    assertThat(stub.surprising()).isTrue();
                    assertThat(stub.reason())
                            .startsWith("orchestrator.authToken in /s/daemon.yaml has a blank or a character")
                            .doesNotContain("rsp_live");
                });
    }

    @Test
    void anotherSchemeIsNoOrchestrator() {
        assertThatThrownBy(() -> mode("o.example:7000", REAL, Map.of()))
                .hasMessageStartingWith("orchestrator.url in /s/daemon.yaml is no orchestrator's address");
    }

    @ParameterizedTest
    @CsvSource({
        "DONMAI_DAEMON_FORCE_STUB, 1, true",
        "RENSEI_DAEMON_FORCE_STUB, ' Yes ', true",
        "DONMAI_DAEMON_FORCE_STUB, anything, true",
        "DONMAI_DAEMON_FORCE_STUB, ' 0 ', false",
        "DONMAI_DAEMON_FORCE_STUB, False, false",
        "DONMAI_DAEMON_FORCE_STUB, OFF, false",
        "DONMAI_DAEMON_FORCE_STUB, no, false",
        "DONMAI_DAEMON_FORCE_STUB, '  ', false",
        "RENSEI_DAEMON_REAL_REGISTRATION, 0, true",
        "DONMAI_DAEMON_REAL_REGISTRATION, ' Off ', true",
        "DONMAI_DAEMON_REAL_REGISTRATION, 1, false",
        "DONMAI_DAEMON_REAL_REGISTRATION, maybe, false"
    })
    void variablesForceTheStub(String name, String value, boolean stub) {
        assertThat(mode("https://o.example", REAL, Map.of(name, value)) instanceof RegistrationMode.Stub)
                .isEqualTo(stub);
    }
}
