package dev.donmai.orchestrator.internal.credentials;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * What a registration without an orchestrator gives ({@code orchestrator.md} §2.4).
 *
 * @param machineId the configured id of this machine
 * @param registeredAt when
 */
public record StubWorker(String machineId, Instant registeredAt) {

    /** How often a heartbeat is composed. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(30);

    /** Names the machine, so that nobody takes it for a real one. */
    public String workerId() {
        return "worker-" + machineId + "-stub";
    }

    /** The runtime token: three parts like a real one, and good for nothing. */
    String token() {
        ObjectNode header = Json.object().put("alg", "stub").put("typ", "JWT");
        ObjectNode payload = Json.object()
                .put("hostname", machineId)
                .put("iat", registeredAt.getEpochSecond())
                .put("iss", "rensei-daemon-stub")
                .put("stub", true)
                .put("sub", workerId());
        return "stub." + base64(header) + "." + base64(payload) + ".stub-signature";
    }

    private static String base64(ObjectNode json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.line(json).getBytes(StandardCharsets.UTF_8));
    }
}
