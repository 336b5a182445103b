package dev.donmai.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.donmai.model.Defaults;
import dev.donmai.model.Omit;
import dev.donmai.model.Timestamps;
import java.time.Instant;

/**
 * A session as lists show it ({@code http-api.md} §7.1); members after {@code state} are additions.
 *
 * @param pid process id of the launch wrapper; 0 before it started
 * @param worktreePath its workarea while it lives
 * @param workareaRoot the directory of all workareas
 * @param exit how it ended; absent while it lives
 */
public record SessionHandle(
        String sessionId,
        long pid,
        Instant acceptedAt,
        SessionState state,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String repository,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String projectName,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String workType,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String issueIdentifier,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String harness,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String model,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String worktreePath,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String workareaRoot,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Omit.class)
        Exit exit) {

    public SessionHandle {
        acceptedAt = Timestamps.t0(acceptedAt);
        repository = Defaults.text(repository);
        projectName = Defaults.text(projectName);
        workType = Defaults.text(workType);
        issueIdentifier = Defaults.text(issueIdentifier);
        harness = Defaults.text(harness);
        model = Defaults.text(model);
        worktreePath = Defaults.text(worktreePath);
        workareaRoot = Defaults.text(workareaRoot);
        exit = Defaults.or(exit, Exit.NONE);
    }
}
