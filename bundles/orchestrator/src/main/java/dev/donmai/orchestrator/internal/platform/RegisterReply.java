package dev.donmai.orchestrator.internal.platform;

import dev.donmai.model.Defaults;

/**
 * What a registration or a refresh gives ({@code orchestrator.md} §2.2, §4.2); a refresh leaves the worker id out.
 *
 * @param heartbeatInterval milliseconds; 0 when not given
 * @param pollInterval milliseconds; 0 when not given
 * @param runtimeTokenExpiresAt RFC 3339; empty when not given
 */
public record RegisterReply(
        String workerId, long heartbeatInterval, long pollInterval, String runtimeToken, String runtimeTokenExpiresAt) {

    public RegisterReply {
        workerId = Defaults.text(workerId);
        runtimeToken = Defaults.text(runtimeToken);
        runtimeTokenExpiresAt = Defaults.text(runtimeTokenExpiresAt);
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "RegisterReply[workerId=" + workerId + "]";
    }
}
