package dev.donmai.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the stand-in knows: workers and tokens, which a restart forgets, and work, which it keeps. Whoever touches it holds
 * its lock.
 */
final class Platform {

    private final Map<String, Worker> workers = new LinkedHashMap<>();
    private final Tokens tokens = new Tokens();
    private final WorkQueue work = new WorkQueue();
    private final Map<String, List<JsonNode>> inbox = new HashMap<>();
    private final Set<String> takenOver = new HashSet<>();
    private final List<JsonNode> gitCredentials = new ArrayList<>();
    private StandInOptions options;
    private ObjectNode hostStatus = Json.object();
    private boolean keepRefused;
    private int registrations;

    Platform(StandInOptions options) {
        this.options = options;
    }

    StandInOptions options() {
        return options;
    }

    void options(StandInOptions other) {
        options = other;
    }

    Tokens tokens() {
        return tokens;
    }

    WorkQueue work() {
        return work;
    }

    Worker register(JsonNode registration) {
        Worker worker = new Worker("wkr_%04x".formatted(++registrations), registration);
        workers.put(worker.id(), worker);
        return worker;
    }

    Optional<Worker> worker(String id) {
        return Optional.ofNullable(workers.get(id));
    }

    List<Worker> workers() {
        return List.copyOf(workers.values());
    }

    String issueToken(String workerId) {
        return tokens.issue(workerId, options.tokenLifetime().toNanos());
    }

    /** What heartbeats are told; empty for nothing. */
    ObjectNode hostStatus() {
        return hostStatus;
    }

    void hostStatus(ObjectNode status) {
        hostStatus = status;
    }

    boolean keepRefused() {
        return keepRefused;
    }

    void keepRefused(boolean keep) {
        keepRefused = keep;
    }

    void message(String sessionId, JsonNode message) {
        inbox.computeIfAbsent(sessionId, _ -> new ArrayList<>()).add(message);
    }

    /** The messages for the sessions that a worker has; each is handed out once. */
    Map<String, List<JsonNode>> takeInbox(String workerId) {
        Map<String, List<JsonNode>> taken = new LinkedHashMap<>();
        for (String session : List.copyOf(inbox.keySet())) {
            if (work.find(session)
                    .filter(item -> item.worker().equals(workerId))
                    .isPresent()) {
                taken.put(session, inbox.remove(session));
            }
        }
        return taken;
    }

    List<JsonNode> gitCredentials() {
        return gitCredentials;
    }

    /** From now on another one owns the session. */
    void takeOver(String sessionId) {
        takenOver.add(sessionId);
    }

    boolean isTakenOver(String sessionId) {
        return takenOver.contains(sessionId);
    }

    void forgetWorkers() {
        workers.clear();
        tokens.forget();
    }
}
