package dev.donmai.orchestrator.internal.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class StubWorkerTest {

    private final StubWorker worker = new StubWorker("studio-7", Instant.parse("2026-05-20T09:15:04.9Z"));

    @Test
    void theIdNamesTheMachine() {
        assertThat(worker.workerId()).isEqualTo("worker-studio-7-stub");
    }

    @Test
    void theTokenHasTheFormOfTheContract() {
        String[] parts = worker.token().split("\\.", -1);
        assertThat(parts).hasSize(4);
        assertThat(parts[0]).isEqualTo("stub");
        assertThat(text(parts[1])).isEqualTo("{\"alg\":\"stub\",\"typ\":\"JWT\"}");
        assertThat(text(parts[2]))
                .isEqualTo("{\"hostname\":\"studio-7\",\"iat\":1779268504,\"iss\":\"rensei-daemon-stub\",\"stub\":true,"
                        + "\"sub\":\"worker-studio-7-stub\"}");
        assertThat(parts[3]).isEqualTo("stub-signature");
        assertThat(worker.token()).doesNotContain("=");
    }

    private static String text(String base64) {
        return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
