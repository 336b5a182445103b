package dev.donmai.orchestrator.internal.poll;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Defaults;
import dev.donmai.model.Json;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.model.wire.SessionSpec;
import dev.donmai.sessions.SessionRequest;
import java.util.List;

/**
 * One item of a queue ({@code orchestrator.md} §8.1): what the session is, and what its worker works on.
 *
 * @param detail without platform and credentials, whatever the item held
 * @param claim tells one queueing of the session from another; empty when the item does not say when it was queued
 */
public record WorkItem(SessionSpec spec, SessionDetail detail, String claim) {

    /** The members that are checked and otherwise only echoed. */
    record Queueing(String sessionId, long priority, long queuedAt, String projectScope) {
        Queueing {
            sessionId = Defaults.text(sessionId);
        }
    }

    /**
     * Reads an item.
     *
     * @throws JsonProcessingException when one of its members has another type than it should
     * @throws IllegalArgumentException when it names no session
     */
    public static WorkItem read(ObjectNode item) throws JsonProcessingException {
        Queueing queueing = Json.convert(item, Queueing.class);
        SessionSpec spec = Json.convert(item, SessionSpec.class);
        ObjectNode detail = Json.mapper().valueToTree(Json.convert(item, SessionDetail.class));
        detail.remove(List.of("platformUrl", "workerId", "authToken", "gitCredentials"));
        if (queueing.sessionId().isEmpty()) {
            throw new IllegalArgumentException("sessionId is required");
        }
        return new WorkItem(
                spec,
                Json.convert(detail, SessionDetail.class),
                queueing.queuedAt() == 0 ? "" : Long.toString(queueing.queuedAt()));
    }

    /** The session, to be admitted; it reports to the platform at this address, or to nobody. */
    public SessionRequest request(String platformUrl, String workerId) {
        ObjectNode work = Json.mapper().valueToTree(detail);
        work.put("platformUrl", platformUrl).put("workerId", workerId);
        try {
            return SessionRequest.claimed(spec, Json.convert(work, SessionDetail.class), claim);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a detail that was read can be read again", e);
        }
    }
}
