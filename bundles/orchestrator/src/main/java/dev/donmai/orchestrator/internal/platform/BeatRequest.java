package dev.donmai.orchestrator.internal.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.donmai.model.wire.AllowlistEntry;
import java.util.List;

/**
 * Body of a heartbeat ({@code orchestrator.md} §5.1).
 *
 * @param maxSessions left out when zero
 * @param allowlistHash empty for an empty allowlist
 * @param allowlist only when the orchestrator has not acknowledged this one
 */
public record BeatRequest(
        int activeCount,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int maxSessions,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String allowlistHash,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<AllowlistEntry> allowlist,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> appliedMutations,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<MutationFailure> mutationFailures) {

    /** A mutation that could not be applied, and why. */
    public record MutationFailure(String id, String error) {}
}
