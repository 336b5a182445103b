package dev.donmai.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.model.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The work items in the order in which they came. Guarded by the {@link Platform}. */
final class WorkQueue {

    private final Map<String, WorkItem> items = new LinkedHashMap<>();
    private int anonymous;

    /** Adds an item as it is, well-formed or not. */
    WorkItem add(String text) {
        String id = idIn(text).orElseGet(() -> "unnamed-" + ++anonymous);
        WorkItem item = new WorkItem(id, text);
        items.put(id, item);
        return item;
    }

    private static Optional<String> idIn(String text) {
        try {
            JsonNode id = Json.mapper().readTree(text).path("sessionId");
            return Optional.of(id.asText("")).filter(known -> !known.isEmpty());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    Optional<WorkItem> find(String sessionId) {
        return Optional.ofNullable(items.get(sessionId));
    }

    /** Claims what there is for a worker. */
    List<WorkItem> claim(String worker, int max) {
        long now = System.nanoTime();
        List<WorkItem> claimed = items.values().stream()
                .filter(item -> item.offerable(now))
                .limit(max)
                .toList();
        claimed.forEach(item -> item.claim(worker));
        return claimed;
    }

    /** Offers again what was claimed and not heard of since; how many there were. */
    int reclaim(Duration lease) {
        long now = System.nanoTime();
        List<WorkItem> stale = items.values().stream()
                .filter(item -> item.silentFor(lease.toNanos(), now))
                .toList();
        stale.forEach(item -> item.requeue(0));
        return stale.size();
    }

    long waiting() {
        return items.values().stream()
                .filter(item -> item.state() == ItemView.State.QUEUED)
                .count();
    }

    List<ItemView> views() {
        List<ItemView> views = new ArrayList<>();
        items.values().forEach(item -> views.add(item.view()));
        return views;
    }
}
