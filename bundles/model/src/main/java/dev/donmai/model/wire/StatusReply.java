package dev.donmai.model.wire;

import dev.donmai.model.Timestamps;
import java.time.Instant;

/** {@code GET /api/daemon/status} ({@code http-api.md} §6.1). Times in seconds; {@code timestamp} has whole seconds. */
public record StatusReply(
        String status,
        String version,
        String machineId,
        long pid,
        long uptimeSeconds,
        int activeSessions,
        int maxSessions,
        int projectsAllowed,
        Instant timestamp) {

    public StatusReply {
        timestamp = Timestamps.t0(timestamp);
    }
}
