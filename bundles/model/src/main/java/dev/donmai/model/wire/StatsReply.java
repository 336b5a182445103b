package dev.donmai.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.donmai.model.Defaults;
import dev.donmai.model.Omit;
import dev.donmai.model.Timestamps;
import java.time.Instant;
import java.util.List;

/** {@code GET /api/daemon/stats} ({@code http-api.md} §6.2). */
public record StatsReply(
        CapacityView capacity,
        int activeSessions,
        int queueDepth,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Omit.class)
        PoolStats pool,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<MachineView> byMachine,
        Instant timestamp,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String workerId,
        RegistrationView registration,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> allowedProjects,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Omit.class)
        OutboxView outbox) {

    public StatsReply {
        pool = Defaults.or(pool, PoolStats.NONE);
        byMachine = Defaults.list(byMachine);
        timestamp = Timestamps.t0(timestamp);
        workerId = Defaults.text(workerId);
        allowedProjects = Defaults.list(allowedProjects);
        outbox = Defaults.or(outbox, OutboxView.NONE);
    }
}
