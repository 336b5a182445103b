package dev.donmai.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.donmai.model.Defaults;

/** A workarea in the list ({@code workareas.md} §2.2), members in the wire's order. */
public record WorkareaRow(
        String id,
        String kind,
        String providerId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String sessionId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String projectId,
        String status,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String ref,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String repository,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String createdAt,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long sizeBytes,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String sourceProvider,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String disposition,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String acquiredAt) {

    public WorkareaRow {
        id = Defaults.text(id);
        kind = Defaults.text(kind);
        providerId = Defaults.text(providerId);
        sessionId = Defaults.text(sessionId);
        projectId = Defaults.text(projectId);
        status = Defaults.text(status);
        ref = Defaults.text(ref);
        repository = Defaults.text(repository);
        createdAt = Defaults.text(createdAt);
        sourceProvider = Defaults.text(sourceProvider);
        disposition = Defaults.text(disposition);
        acquiredAt = Defaults.text(acquiredAt);
    }
}
