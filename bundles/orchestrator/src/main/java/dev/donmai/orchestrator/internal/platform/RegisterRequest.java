package dev.donmai.orchestrator.internal.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.donmai.model.wire.AllowlistEntry;
import java.util.List;

/**
 * Body of a registration ({@code orchestrator.md} §2.1). The host name is the machine id, as in the reference.
 *
 * @param capacity sessions at once; at least 1
 * @param daemonProjects the allowlist, sorted
 */
public record RegisterRequest(
        String machineId,
        String hostname,
        int capacity,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String version,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Kind> provides,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<AllowlistEntry> daemonProjects) {

    /** One of the capabilities. */
    public record Kind(String kind) {}
}
