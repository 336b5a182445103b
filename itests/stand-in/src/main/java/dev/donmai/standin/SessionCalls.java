package dev.donmai.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Json;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Answers what is said about sessions ({@code orchestrator.md} §8.5, {@code sessions.md} §2.10–2.18). */
final class SessionCalls {

    /** A refused item is not offered again at once, to whoever has just refused it. */
    private static final Duration AFTER_NACK = Duration.ofSeconds(1);

    private static final String[] REQUIRED = {"sessionId", "issueId", "issueIdentifier", "priority", "queuedAt"};

    private final Platform platform;
    private final Journal journal;

    SessionCalls(Platform platform, Journal journal) {
        this.platform = platform;
        this.journal = journal;
    }

    Reply answer(Call call, Consumer<String> wrong) {
        Optional<Reply> refusal = refusal(call);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (call.endpoint() == Endpoint.ISSUE_TRACKER) {
            return Reply.json(Json.object().put("success", true).set("data", Json.object()));
        }
        Optional<WorkItem> item = platform.work().find(call.id());
        if (item.isEmpty()) {
            return Reply.error(404, "session not found");
        }
        return switch (call.endpoint()) {
            case NACK -> nack(call, item.get(), wrong);
            case LOCK_REFRESH -> lockRefresh(call, item.get());
            case ACTIVITY -> activity(item.get());
            case COMPLETION -> completion(call, item.get(), wrong);
            case STATUS -> status(call, item.get(), wrong);
            default -> Reply.NOT_FOUND;
        };
    }

    private Optional<Reply> refusal(Call call) {
        return switch (platform.tokens().worth(call.bearer())) {
            case UNKNOWN -> Optional.of(Reply.error(401, "unauthorized"));
            case EXPIRED -> Optional.of(Reply.error(401, "Runtime token expired"));
            case GOOD -> Optional.empty();
        };
    }

    private Reply nack(Call call, WorkItem item, Consumer<String> wrong) {
        JsonNode work = call.json().path("work");
        if (!call.body().contains(item.text())) {
            wrong.accept("the refused item is not the one that was offered, byte for byte: " + work);
        }
        for (String member : REQUIRED) {
            if (!work.has(member)) {
                return Reply.error(400, "work." + member + " is required");
            }
        }
        if (item.state() != ItemView.State.CLAIMED) {
            return Reply.error(409, "session is not claimed");
        }
        item.nacked(platform.keepRefused(), AFTER_NACK.toNanos());
        journal.tell("item " + item.sessionId() + " refused: " + call.text("reason"));
        return done();
    }

    private Reply lockRefresh(Call call, WorkItem item) {
        if (call.text("issueId").isEmpty()) {
            return Reply.error(400, "issueId is required");
        }
        item.lifeSign();
        return Reply.json(Json.object().put("refreshed", !platform.isTakenOver(item.sessionId())));
    }

    private static Reply activity(WorkItem item) {
        item.lifeSign();
        return done();
    }

    private Reply completion(Call call, WorkItem item, Consumer<String> wrong) {
        item.lifeSign();
        if (item.report(Endpoint.COMPLETION, key(call), call.json())
                && item.view().completions().size() > 1) {
            wrong.accept("session " + item.sessionId() + " is completed twice, and not by the same report");
        }
        return done();
    }

    private Reply status(Call call, WorkItem item, Consumer<String> wrong) {
        String status = call.text("status");
        if (status.equals("running")) {
            if (item.reported()) {
                wrong.accept("session " + item.sessionId() + " is said to run after its end was reported");
            }
            item.lifeSign();
            return done();
        }
        if (!item.completed()) {
            wrong.accept("the end of session " + item.sessionId() + " is reported before its completion");
        }
        if (item.report(Endpoint.STATUS, key(call), call.json())) {
            journal.tell("item " + item.sessionId() + " " + status);
            if (item.view().statuses().size() > 1) {
                wrong.accept(
                        "the end of session " + item.sessionId() + " is reported twice, and not by the same report");
            }
        }
        return done();
    }

    /** Two reports are the same when their keys are, or without keys their bodies. */
    private static String key(Call call) {
        String key = call.header("Idempotency-Key");
        return key.isEmpty() ? call.body() : key;
    }

    private static Reply done() {
        ObjectNode ok = Json.object().put("ok", true);
        return Reply.json(ok);
    }
}
