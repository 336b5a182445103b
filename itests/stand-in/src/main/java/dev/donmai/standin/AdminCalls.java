package dev.donmai.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Json;
import java.util.Locale;

/**
 * Tells the stand-in what to do, over HTTP below {@link #PREFIX}; on loopback, and without credentials.
 *
 * <ul>
 *   <li>{@code GET /stand-in}: workers, items, violations and counts
 *   <li>{@code POST /stand-in/items}: an item or a list of items
 *   <li>{@code POST /stand-in/faults}: {@code {"add": ["poll=503x3"]}} or {@code {"clear": true}}
 *   <li>{@code POST /stand-in/expire}: makes every runtime token expire now
 *   <li>{@code POST /stand-in/forget}: forgets workers and tokens, as a restart does
 *   <li>{@code POST /stand-in/host-status}: what heartbeats are told; {@code {}} for nothing
 *   <li>{@code POST /stand-in/mutations}: {@code {"op", "params"}} for every worker
 *   <li>{@code POST /stand-in/inbox}: {@code {"sessionId", "message": {…}}}
 * </ul>
 */
final class AdminCalls {

    static final String PREFIX = "/stand-in";

    private final StandIn standIn;

    AdminCalls(StandIn standIn) {
        this.standIn = standIn;
    }

    Reply answer(Call call) {
        try {
            return switch (call.method() + " " + call.path().replaceFirst("\\?.*", "")) {
                case "GET /stand-in" -> Reply.json(overview());
                case "POST /stand-in/items" -> done(() -> items(call.json()));
                case "POST /stand-in/faults" -> done(() -> faults(call.json()));
                case "POST /stand-in/expire" -> done(standIn::expireTokens);
                case "POST /stand-in/forget" -> done(standIn::forgetWorkers);
                case "POST /stand-in/host-status" -> done(() -> standIn.hostStatus(object(call.json())));
                case "POST /stand-in/mutations" ->
                    done(() -> standIn.mutate(call.text("op"), call.json().path("params")));
                case "POST /stand-in/inbox" ->
                    done(() -> standIn.message(
                            call.text("sessionId"), object(call.json().path("message"))));
                default -> Reply.NOT_FOUND;
            };
        } catch (IllegalArgumentException e) {
            return Reply.error(400, String.valueOf(e.getMessage()));
        }
    }

    private static Reply done(Runnable work) {
        work.run();
        return Reply.json(Json.object().put("ok", true));
    }

    private void items(JsonNode body) {
        if (body.isArray()) {
            body.forEach(item -> standIn.offer(Json.line(item)));
        } else {
            standIn.offer(Json.line(object(body)));
        }
    }

    private void faults(JsonNode body) {
        if (body.path("clear").asBoolean()) {
            standIn.faults().clear();
        }
        body.path("add").forEach(rule -> standIn.faults().add(rule.asText()));
    }

    private static ObjectNode object(JsonNode json) {
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException("a JSON object is expected");
    }

    private ObjectNode overview() {
        ObjectNode overview = Json.object().put("url", standIn.url());
        ArrayNode workers = overview.putArray("workers");
        standIn.workers()
                .forEach(worker -> workers.addObject()
                        .put("workerId", worker.id())
                        .put("machineId", worker.machineId())
                        .put("heartbeats", worker.heartbeats())
                        .put("polls", worker.polls())
                        .put("mirrored", worker.mirrored())
                        .<ObjectNode>set("heartbeat", worker.beat().isMissingNode() ? Json.object() : worker.beat()));
        ArrayNode items = overview.putArray("items");
        standIn.items()
                .forEach(item -> items.addObject()
                        .put("sessionId", item.sessionId())
                        .put("state", item.state().name().toLowerCase(Locale.ROOT))
                        .put("worker", item.worker())
                        .put("offers", item.offers())
                        .put("nacks", item.nacks())
                        .put("status", item.status()));
        ObjectNode counts = overview.putObject("requests");
        standIn.counts().forEach((endpoint, count) -> counts.put(endpoint.word(), count));
        ArrayNode violations = overview.putArray("violations");
        standIn.violations()
                .forEach(one -> violations.add(one.endpoint().word() + " #" + one.request() + ": " + one.what()));
        return overview;
    }
}
