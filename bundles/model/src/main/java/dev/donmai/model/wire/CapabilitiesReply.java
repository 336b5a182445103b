package dev.donmai.model.wire;

import dev.donmai.model.Defaults;
import dev.donmai.model.Timestamps;
import java.time.Instant;
import java.util.List;

/** {@code GET /api/daemon/capabilities} ({@code http-api.md} §9): what this machine can run providers on, in order. */
public record CapabilitiesReply(List<Capability> provides, Instant timestamp) {

    public CapabilitiesReply {
        provides = Defaults.list(provides);
        timestamp = Timestamps.t0(Defaults.instant(timestamp));
    }

    /** One substrate. */
    public record Capability(String kind) {}
}
