package dev.donmai.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Answers the calls of workers ({@code orchestrator.md} §2, §4, §5, §8). */
final class WorkerCalls {

    private final Platform platform;
    private final Journal journal;

    WorkerCalls(Platform platform, Journal journal) {
        this.platform = platform;
        this.journal = journal;
    }

    Reply register(Call call, Consumer<String> wrong) {
        if (!registrationToken(call.bearer())) {
            return Reply.error(401, "registration token refused");
        }
        if (!call.json().isObject()) {
            return Reply.error(400, "no registration");
        }
        if (call.json().path("capacity").asInt() < 1) {
            wrong.accept("a worker without capacity registers");
        }
        Worker worker = platform.register(call.json());
        journal.tell("worker " + worker.id() + " registered (" + worker.machineId() + ")");
        ObjectNode reply = Json.object().put("workerId", worker.id());
        return Reply.json(intervals(token(reply, worker.id())));
    }

    private boolean registrationToken(String token) {
        String only = platform.options().registrationToken();
        return only.isEmpty() ? token.startsWith("rsp_live_") || token.startsWith("rsk_live_") : only.equals(token);
    }

    private ObjectNode token(ObjectNode reply, String workerId) {
        Instant until = Instant.now().plus(platform.options().tokenLifetime()).truncatedTo(ChronoUnit.SECONDS);
        return reply.put("runtimeToken", platform.issueToken(workerId)).put("runtimeTokenExpiresAt", until.toString());
    }

    private ObjectNode intervals(ObjectNode reply) {
        return reply.put("heartbeatInterval", millis(platform.options().heartbeat()))
                .put("pollInterval", millis(platform.options().poll()));
    }

    private static long millis(Duration duration) {
        return duration.toMillis();
    }

    Reply refresh(Call call) {
        if (!registrationToken(call.bearer())) {
            return Reply.error(401, "registration token refused");
        }
        if (platform.worker(call.id()).isEmpty()) {
            return Reply.error(404, "worker not found");
        }
        journal.tell("worker " + call.id() + " got another token");
        return Reply.json(intervals(token(Json.object(), call.id())));
    }

    /** What is wrong with the credential of a worker's call; empty when nothing is. */
    private Optional<Reply> refusal(Call call) {
        if (platform.worker(call.id()).isEmpty()) {
            return Optional.of(Reply.error(404, "worker not found"));
        }
        return switch (platform.tokens().worth(call.bearer())) {
            case UNKNOWN -> Optional.of(Reply.error(401, "unauthorized"));
            case EXPIRED -> Optional.of(Reply.error(401, "Runtime token expired"));
            case GOOD ->
                platform.tokens()
                                .workerOf(call.bearer())
                                .filter(call.id()::equals)
                                .isPresent()
                        ? Optional.empty()
                        : Optional.of(Reply.error(401, "the token is another worker's"));
        };
    }

    Reply heartbeat(Call call, Consumer<String> wrong) {
        Optional<Reply> refusal = refusal(call);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Worker worker = platform.worker(call.id()).orElseThrow();
        JsonNode beat = call.json();
        String hash = beat.path("allowlistHash").asText("");
        if (!beat.has("allowlist") && !hash.isEmpty() && !hash.equals(worker.mirroredHash())) {
            wrong.accept("the allowlist has changed and is not sent; it must be, until it was acknowledged");
        }
        beat.path("appliedMutations").forEach(id -> {
            if (!worker.waitsFor(id.asText())) {
                wrong.accept("mutation " + id + " is acknowledged, which nobody waits for");
            }
        });
        worker.beat(beat);
        ObjectNode reply = Json.object()
                .put("acknowledged", true)
                .put("serverTime", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("pendingWorkCount", platform.work().waiting());
        if (!platform.hostStatus().isEmpty()) {
            reply.set("hostStatus", platform.hostStatus());
        }
        if (!worker.mutations().isEmpty()) {
            worker.mutations().forEach(reply.putArray("pendingMutations")::add);
        }
        return Reply.json(reply);
    }

    Reply poll(Call call, Optional<Fault> fault) {
        Optional<Reply> refusal = refusal(call);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        platform.worker(call.id()).orElseThrow().polled();
        int stale = platform.work().reclaim(platform.options().claimLease());
        if (stale > 0) {
            journal.tell(stale + " claim(s) went stale and are offered again");
        }
        List<WorkItem> items =
                platform.work().claim(call.id(), platform.options().perPoll());
        items.forEach(item -> journal.tell("item " + item.sessionId() + " offered to " + call.id()));
        return Reply.text(pollBody(arranged(items, fault), platform.takeInbox(call.id())));
    }

    private static List<WorkItem> arranged(List<WorkItem> items, Optional<Fault> fault) {
        List<WorkItem> arranged = new ArrayList<>(items);
        if (fault.filter(Fault.Duplicate.class::isInstance).isPresent()) {
            arranged.addAll(items);
        }
        return fault.filter(Fault.Reorder.class::isInstance).isPresent() ? arranged.reversed() : arranged;
    }

    /** Put together as text: an item is offered byte for byte as it was given. */
    private String pollBody(List<WorkItem> items, Map<String, List<JsonNode>> messages) {
        ObjectNode rest = Json.object();
        if (!messages.isEmpty()) {
            ObjectNode inbox = rest.putObject("inboxMessages");
            messages.forEach((session, list) -> list.forEach(inbox.withArray(session)::add));
        }
        rest.put("hasInboxMessages", !messages.isEmpty()).put("preClaimed", true);
        items.forEach(item -> rest.withArray("claimedSessionIds").add(item.sessionId()));
        if (!platform.gitCredentials().isEmpty()) {
            platform.gitCredentials().forEach(rest.putArray("gitCredentials")::add);
        }
        return "{\"work\":[" + items.stream().map(WorkItem::text).collect(Collectors.joining(",")) + "],"
                + Json.line(rest).substring(1);
    }
}
