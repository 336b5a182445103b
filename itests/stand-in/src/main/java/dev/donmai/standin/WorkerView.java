package dev.donmai.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * A registered worker.
 *
 * @param id given at registration
 * @param registration the request
 * @param lastHeartbeat when the latest came; the epoch before the first
 * @param heartbeats how many came
 * @param polls how many came
 * @param beat the latest heartbeat; missing before the first
 * @param allowlistHash of the latest heartbeat
 * @param mirrored whether the list that is known here has that hash
 * @param applied ids of mutations that were acknowledged, in that order
 * @param failures mutations that were reported to have failed
 */
public record WorkerView(
        String id,
        String machineId,
        JsonNode registration,
        Instant lastHeartbeat,
        int heartbeats,
        int polls,
        JsonNode beat,
        String allowlistHash,
        boolean mirrored,
        List<String> applied,
        List<JsonNode> failures) {}
