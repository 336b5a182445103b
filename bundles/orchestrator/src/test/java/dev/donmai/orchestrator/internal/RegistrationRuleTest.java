package dev.donmai.orchestrator.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.model.config.DaemonConfig.Orchestrator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationRuleTest {

    private static final String REAL = "rsp_live_abc";

    private static Optional<String> refusal(String url, String token, Map<String, String> environment) {
        DaemonOptions options = new DaemonOptions("", "", "", "", "", List.of(), List.of(), environment);
        return new RegistrationRule(options, Path.of("/s/daemon.yaml")).refusal(new Orchestrator(url, token));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "file:///home/a/queue", "FILE://x"})
    void noOrchestratorAndAQueueAreAStub(String url) {
        assertThat(refusal(url, "", Map.of())).isEmpty();
        assertThat(refusal(url, REAL, Map.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://o.example", "http://o.example", "HTTPS://o.example"})
    void anHttpOrchestratorIsRefused(String url) {
        assertThat(refusal(url, REAL, Map.of()))
                .contains("orchestrator.url in /s/daemon.yaml names an http(s) orchestrator, but this version registers"
                        + " only as a stub: leave the key empty to work from POST /api/daemon/sessions, or set"
                        + " DONMAI_DAEMON_FORCE_STUB=1 to keep it and not register");
        assertThat(refusal(url, "rsp_test_x", Map.of()).orElseThrow())
                .contains("orchestrator.authToken is no registration token")
                .doesNotContain("rsp_test_x");
    }

    @Test
    void anotherSchemeIsRefused() {
        assertThat(refusal("o.example:7000", "", Map.of()).orElseThrow())
                .startsWith("orchestrator.url in /s/daemon.yaml is no orchestrator's address");
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
        assertThat(refusal("https://o.example", REAL, Map.of(name, value)).isEmpty())
                .isEqualTo(stub);
    }
}
