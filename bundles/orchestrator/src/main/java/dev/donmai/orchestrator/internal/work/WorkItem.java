package dev.donmai.orchestrator.internal.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.files.ContainedPath;
import dev.donmai.model.Defaults;
import dev.donmai.model.Json;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.model.wire.SessionSpec;
import dev.donmai.sessions.SessionRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One item of a queue ({@code orchestrator.md} §8.1): what the session is, and what its worker works on.
 *
 * @param detail without platform and credentials, whatever the item held
 * @param priority 1 is the most urgent; 0 or less means none
 * @param queuedAt milliseconds since 1970; 0 when the item does not say
 */
public record WorkItem(SessionSpec spec, SessionDetail detail, long priority, long queuedAt) {

    /** The members that concern the queue. */
    record Queueing(String sessionId, long priority, long queuedAt, String projectScope) {
        Queueing {
            sessionId = Defaults.text(sessionId);
        }
    }

    /** Reads an item of the reply to a poll. */
    public static WorkItem read(ObjectNode item) throws InvalidItemException {
        return read(item, "");
    }

    private static WorkItem read(ObjectNode item, String name) throws InvalidItemException {
        try {
            Queueing queueing = Json.convert(item, Queueing.class);
            if (queueing.sessionId().isEmpty()) {
                if (name.isEmpty()) {
                    throw new InvalidItemException("sessionId is required");
                }
                return read(item.put("sessionId", name), "");
            }
            ObjectNode detail = Json.mapper().valueToTree(Json.convert(item, SessionDetail.class));
            detail.remove(List.of("platformUrl", "workerId", "authToken", "gitCredentials"));
            return new WorkItem(
                    Json.convert(item, SessionSpec.class),
                    Json.convert(detail, SessionDetail.class),
                    queueing.priority(),
                    queueing.queuedAt());
        } catch (JsonProcessingException e) {
            throw new InvalidItemException(place(e) + " is not what it should be");
        }
    }

    /**
     * Reads an item that is a file.
     *
     * @param name of the file, the session's id where the item names none
     */
    public static WorkItem read(String name, byte[] json) throws InvalidItemException {
        WorkItem item = read(object(json), name);
        Optional<String> objection = ContainedPath.objectionTo(item.spec().sessionId());
        if (objection.isPresent()) {
            throw new InvalidItemException("sessionId " + objection.get());
        }
        return item;
    }

    private static ObjectNode object(byte[] json) throws InvalidItemException {
        try {
            JsonNode tree = Json.mapper().readTree(new String(json, StandardCharsets.UTF_8));
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw new InvalidItemException("not a JSON object");
        } catch (JsonProcessingException e) {
            throw new InvalidItemException("not JSON, line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr());
        }
    }

    /** The member that is wrong; without the parser's words, which may quote a secret. */
    private static String place(JsonProcessingException e) {
        String member = e instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
                        .collect(Collectors.joining("."))
                : "";
        return Defaults.text(member, "a member");
    }

    /** The session, to be admitted; it reports to the platform at this address. */
    public SessionRequest request(String platformUrl, String workerId) {
        ObjectNode work = Json.mapper().valueToTree(detail);
        work.put("platformUrl", platformUrl).put("workerId", workerId);
        try {
            return SessionRequest.claimed(
                    spec, Json.convert(work, SessionDetail.class), queuedAt == 0 ? "" : Long.toString(queuedAt));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a detail that was read can be read again", e);
        }
    }

    /**
     * The session, to be admitted; it reports to nobody (README decision 15).
     *
     * @param claim tells one queueing of the session from another
     */
    public SessionRequest request(String claim) {
        return SessionRequest.claimed(spec, detail, claim);
    }
}
