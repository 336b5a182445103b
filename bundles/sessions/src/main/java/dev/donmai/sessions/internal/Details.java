package dev.donmai.sessions.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Json;
import dev.donmai.model.session.SessionFile;
import dev.donmai.model.wire.SessionDetail;

/**
 * The detail as the worker gets it: what was stored, the repository and project of the allowlist, the credentials of now.
 */
final class Details {

    private Details() {}

    static SessionDetail forWorker(SessionFile file, String workerId) {
        ObjectNode detail = Json.mapper().valueToTree(file.detail());
        detail.put("repository", file.checkout().repository()).put("projectName", file.projectId());
        if (!workerId.isEmpty()) {
            detail.put("workerId", workerId);
        }
        try {
            return Json.convert(detail, SessionDetail.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a detail that was read can be read again", e);
        }
    }
}
