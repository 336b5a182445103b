package dev.donmai.orchestrator.internal.queue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Json;
import dev.donmai.model.Timestamps;
import dev.donmai.model.wire.SessionRecord;
import java.time.Instant;

/** What stands beside an item that is over: {@code state}, {@code reason}, then an {@code error} or the session's record. */
final class ItemResult {

    private static final String FAILED = "failed";

    private ItemResult() {}

    /** The session ran. */
    static ObjectNode of(SessionRecord record) {
        ObjectNode result = Json.object()
                .put("sessionId", record.handle().sessionId())
                .put("state", record.handle().state().wireName())
                .put("reason", record.handle().exit().reason().wireName())
                .put("at", Timestamps.t9(record.handle().exit().at()));
        result.set("session", Json.mapper().valueToTree(record));
        return result;
    }

    /** The file is no work item. */
    static ObjectNode invalid(String name, String error, Instant at) {
        return failure(name, "invalid", error, at);
    }

    /** The session was not admitted. */
    static ObjectNode refused(String sessionId, String error, Instant at) {
        return failure(sessionId, "refused", error, at);
    }

    /** The session ran, and its record is gone. */
    static ObjectNode forgotten(String sessionId, Instant at) {
        return failure(
                sessionId,
                "forgotten",
                "the session was started, and nothing is left of it; sessions.history says how long sessions are kept",
                at);
    }

    private static ObjectNode failure(String sessionId, String reason, String error, Instant at) {
        return Json.object()
                .put("sessionId", sessionId)
                .put("state", FAILED)
                .put("reason", reason)
                .put("error", error)
                .put("at", Timestamps.t9(at));
    }
}
