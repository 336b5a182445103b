package dev.donmai.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.donmai.model.Defaults;
import dev.donmai.model.Omit;
import dev.donmai.model.Timestamps;
import java.time.Instant;

/**
 * How the daemon stands with its orchestrator ({@code http-api.md} §6.2); false and empty members are omitted.
 * {@code problem} and {@code hostStatus} are additions: why there is no good registration, and what the orchestrator says of
 * this host.
 */
public record RegistrationView(
        String status,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Instant lastHeartbeatAt,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean heartbeatRunning,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean pollRunning,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String problem,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Omit.class)
        HostStatusView hostStatus) {

    public RegistrationView {
        problem = Defaults.text(problem);
        hostStatus = Defaults.or(hostStatus, HostStatusView.NONE);
        lastHeartbeatAt = Timestamps.t0(Defaults.instant(lastHeartbeatAt));
    }
}
