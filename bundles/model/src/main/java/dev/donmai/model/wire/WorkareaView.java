package dev.donmai.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Defaults;
import dev.donmai.model.Json;
import java.util.Map;

/** One workarea in full ({@code workareas.md} §2.3), members in the wire's order. */
public record WorkareaView(
        String id,
        String kind,
        String providerId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String sessionId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String projectId,
        String status,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String path,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String ref,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String repository,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> toolchain,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String acquiredAt,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String archiveLocation,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) ObjectNode manifest) {

    public WorkareaView {
        id = Defaults.text(id);
        kind = Defaults.text(kind);
        providerId = Defaults.text(providerId);
        sessionId = Defaults.text(sessionId);
        projectId = Defaults.text(projectId);
        status = Defaults.text(status);
        path = Defaults.text(path);
        ref = Defaults.text(ref);
        repository = Defaults.text(repository);
        acquiredAt = Defaults.text(acquiredAt);
        archiveLocation = Defaults.text(archiveLocation);
        toolchain = Defaults.texts(toolchain);
        manifest = Defaults.or(manifest, Json.object());
    }
}
