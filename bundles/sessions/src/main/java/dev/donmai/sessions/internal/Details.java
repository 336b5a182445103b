package dev.donmai.sessions.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Json;
import dev.donmai.model.config.DaemonConfig.Project;
import dev.donmai.model.session.SessionFile;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.sessions.PlatformCredentials;
import java.util.List;

/** The two forms of a detail: the stored one, which holds no secret, and the worker's, with the credentials of now. */
final class Details {

    private Details() {}

    /** What may be written to disk: without credentials, with the project that the work was found to be of. */
    static SessionDetail stored(SessionDetail given, Project project) {
        ObjectNode detail = Json.mapper().valueToTree(given);
        detail.remove(List.of("authToken", "gitCredentials"));
        return read(detail.put("repository", project.repository()).put("projectName", project.id()));
    }

    /**
     * What the worker is told. The platform's credentials are for that platform's sessions alone.
     *
     * @param workerId of this daemon, for sessions without a platform; empty when it has none
     */
    static SessionDetail forWorker(SessionFile file, String workerId, PlatformAccess access) {
        ObjectNode detail = Json.mapper().valueToTree(file.detail());
        if (!file.detail().hasPlatform()) {
            put(detail, "workerId", workerId);
            return read(detail);
        }
        PlatformCredentials credentials = access.credentials();
        if (credentials.isFor(file.detail().platformUrl())) {
            put(detail, "workerId", credentials.workerId());
            put(detail, "authToken", credentials.authToken());
            detail.set(
                    "gitCredentials",
                    Json.mapper()
                            .valueToTree(access.gitCredentials(file.checkout().repository())));
        }
        return read(detail);
    }

    private static void put(ObjectNode detail, String member, String value) {
        if (!value.isEmpty()) {
            detail.put(member, value);
        }
    }

    private static SessionDetail read(ObjectNode detail) {
        try {
            return Json.convert(detail, SessionDetail.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a detail that was read can be read again", e);
        }
    }
}
