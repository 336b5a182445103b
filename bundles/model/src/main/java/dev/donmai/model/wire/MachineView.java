package dev.donmai.model.wire;

import dev.donmai.model.Timestamps;
import java.time.Instant;

/** One machine in {@code stats?byMachine=true}: always this one. */
public record MachineView(
        String id,
        String region,
        String status,
        String version,
        int activeSessions,
        CapacityView capacity,
        long uptimeSeconds,
        Instant lastSeenAt) {

    public MachineView {
        lastSeenAt = Timestamps.t0(lastSeenAt);
    }
}
