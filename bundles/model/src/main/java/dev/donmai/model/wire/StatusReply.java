package dev.donmai.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.donmai.model.Defaults;
import dev.donmai.model.Omit;
import dev.donmai.model.Timestamps;
import java.time.Instant;
import java.util.List;

/**
 * {@code GET /api/daemon/status} ({@code http-api.md} §6.1). Times in seconds; {@code timestamp} has whole seconds.
 *
 * @param pendingRestart an addition: keys of the configuration that were changed and are looked at only at the start
 */
public record StatusReply(
        String status,
        String version,
        String machineId,
        long pid,
        long uptimeSeconds,
        int activeSessions,
        int maxSessions,
        int projectsAllowed,
        Instant timestamp,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> pendingRestart,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Omit.class)
        HostStatusView hostStatus) {

    public StatusReply {
        hostStatus = Defaults.or(hostStatus, HostStatusView.NONE);
        timestamp = Timestamps.t0(timestamp);
        pendingRestart = Defaults.list(pendingRestart);
    }
}
