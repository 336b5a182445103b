package dev.donmai.orchestrator.internal.credentials;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.donmai.model.Defaults;

/**
 * The token cache file ({@code orchestrator.md} §3.1). The members of older programs ({@code runtimeJwt}, the intervals in
 * seconds) are read and never written.
 *
 * @param heartbeatInterval milliseconds
 * @param pollInterval milliseconds
 * @param cachedAt RFC 3339 in UTC, whole seconds
 * @param fingerprint what the token belongs to: orchestrator, machine and registration token, as a hash; an addition, empty
 *     in files of other programs
 */
record CachedToken(
        String workerId,
        String runtimeToken,
        long heartbeatInterval,
        long pollInterval,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String runtimeTokenExpiresAt,
        String cachedAt,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String fingerprint,

        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        String runtimeJwt,

        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        long heartbeatIntervalSeconds,

        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        long pollIntervalSeconds) {

    CachedToken {
        workerId = Defaults.text(workerId);
        runtimeToken = Defaults.text(runtimeToken, Defaults.text(runtimeJwt));
        runtimeJwt = "";
        heartbeatInterval = heartbeatInterval == 0 ? Math.max(0, heartbeatIntervalSeconds) * 1000 : heartbeatInterval;
        heartbeatIntervalSeconds = 0;
        pollInterval = pollInterval == 0 ? Math.max(0, pollIntervalSeconds) * 1000 : pollInterval;
        pollIntervalSeconds = 0;
        runtimeTokenExpiresAt = Defaults.text(runtimeTokenExpiresAt);
        cachedAt = Defaults.text(cachedAt);
        fingerprint = Defaults.text(fingerprint);
    }

    /** A canonical one. */
    CachedToken(Credentials credentials, String cachedAt, String fingerprint) {
        this(
                credentials.workerId(),
                credentials.token(),
                credentials.heartbeatInterval().toMillis(),
                credentials.pollInterval().toMillis(),
                credentials.lifetime().expiresAt(),
                cachedAt,
                fingerprint,
                "",
                0,
                0);
    }

    /** Whether it is the token of a stub, which an older daemon may have left. */
    boolean isStub() {
        return runtimeToken.startsWith("stub.");
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "CachedToken[workerId=" + workerId + "]";
    }
}
