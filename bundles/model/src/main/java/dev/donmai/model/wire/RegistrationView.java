package dev.donmai.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.donmai.model.Defaults;
import dev.donmai.model.Timestamps;
import java.time.Instant;

/** How the daemon stands with its orchestrator ({@code http-api.md} §6.2); false and empty members are omitted. */
public record RegistrationView(
        String status,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Instant lastHeartbeatAt,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean heartbeatRunning,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean pollRunning) {

    public RegistrationView {
        lastHeartbeatAt = Timestamps.t0(Defaults.instant(lastHeartbeatAt));
    }
}
