package dev.donmai.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.donmai.model.Defaults;
import java.util.List;

/** The most recently composed heartbeat ({@code http-api.md} §8.3); empty strings and zeros before the first. */
public record HeartbeatView(
        String workerId,
        String hostname,
        String status,
        int activeSessions,
        int maxSessions,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String region,
        String sentAt,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String allowlistHash,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<AllowlistEntry> allowlist) {

    /** What is shown before the first beat. */
    public static final HeartbeatView NONE = new HeartbeatView("", "", "", 0, 0, "", "", "", List.of());

    public HeartbeatView {
        workerId = Defaults.text(workerId);
        hostname = Defaults.text(hostname);
        status = Defaults.text(status);
        region = Defaults.text(region);
        sentAt = Defaults.text(sentAt);
        allowlistHash = Defaults.text(allowlistHash);
        allowlist = Defaults.list(allowlist);
    }
}
