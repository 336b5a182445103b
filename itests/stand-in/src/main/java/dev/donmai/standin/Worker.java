package dev.donmai.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is known of one registered worker. Guarded by the {@link Platform}. */
final class Worker {

    private final String id;
    private final JsonNode registration;
    private final List<ObjectNode> mutations = new ArrayList<>();
    private final List<String> applied = new ArrayList<>();
    private final List<JsonNode> failures = new ArrayList<>();
    private Allowlist allowlist;
    private JsonNode beat = MissingNode.getInstance();
    private Instant lastHeartbeat = Instant.EPOCH;
    private int heartbeats;
    private int polls;

    Worker(String id, JsonNode registration) {
        this.id = id;
        this.registration = registration;
        this.allowlist = Allowlist.of(registration.path("daemonProjects"));
    }

    String id() {
        return id;
    }

    String machineId() {
        return registration.path("machineId").asText("");
    }

    String mirroredHash() {
        return allowlist.hash();
    }

    void beat(JsonNode heartbeat) {
        beat = heartbeat;
        heartbeats++;
        lastHeartbeat = Instant.now();
        if (heartbeat.has("allowlist")) {
            allowlist = Allowlist.of(heartbeat.path("allowlist"));
        }
        heartbeat.path("appliedMutations").forEach(one -> settle(one.asText(""), one));
        heartbeat.path("mutationFailures").forEach(one -> settle(one.path("id").asText(""), one));
    }

    private void settle(String mutation, JsonNode acknowledgement) {
        if (mutations.removeIf(one -> one.path("id").asText("").equals(mutation))) {
            if (acknowledgement.isObject()) {
                failures.add(acknowledgement);
            } else {
                applied.add(mutation);
            }
        }
    }

    boolean waitsFor(String mutation) {
        return mutations.stream().anyMatch(one -> one.path("id").asText("").equals(mutation));
    }

    void polled() {
        polls++;
    }

    void ask(ObjectNode mutation) {
        mutations.add(mutation);
    }

    /** What it has not acknowledged. */
    List<ObjectNode> mutations() {
        return List.copyOf(mutations);
    }

    WorkerView view() {
        String hash = beat.path("allowlistHash").asText("");
        return new WorkerView(
                id,
                machineId(),
                registration,
                lastHeartbeat,
                heartbeats,
                polls,
                beat,
                hash,
                hash.equals(allowlist.hash()),
                List.copyOf(applied),
                List.copyOf(failures));
    }
}
