package dev.donmai.routing.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.donmai.model.Json;
import dev.donmai.model.wire.RoutingExplanation;
import dev.donmai.store.Store;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last decisions, durably ({@code http-api.md} §11.1). A record is known by its sequence number: two decisions for
 * one session in the same instant are two records. Thread-safe.
 */
final class DecisionRing {

    /** How many are kept. */
    static final int SIZE = 50;

    /** How many more may lie in the store before the oldest are removed: every removal costs a write to the disk. */
    private static final int SLACK = 32;

    private static final Logger LOG = LoggerFactory.getLogger(DecisionRing.class);

    private final Supplier<Store.Table> table;

    // Guarded by this.
    private final Deque<Numbered> ring = new ArrayDeque<>();
    private final Map<String, Numbered> latest = new HashMap<>();
    private boolean loaded;
    private long next;

    private record Numbered(long sequence, RoutingExplanation explanation) {}

    /**
     * Empty until it is first used.
     *
     * @param table asked once, at the first use: the store is not opened before
     */
    DecisionRing(Supplier<Store.Table> table) {
        this.table = table;
    }

    /** Keeps one; it is on the disk when the call returns. */
    synchronized void record(RoutingExplanation explanation) {
        Store.Table stored = load();
        long sequence = next++;
        stored.put(key(sequence), Json.line(explanation));
        keep(new Numbered(sequence, explanation));
        trim(stored);
    }

    /** The latest one of a session. */
    synchronized Optional<RoutingExplanation> explain(String sessionId) {
        load();
        return Optional.ofNullable(latest.get(sessionId)).map(Numbered::explanation);
    }

    /** All, oldest first. */
    synchronized List<RoutingExplanation> recent() {
        load();
        return ring.stream().map(Numbered::explanation).toList();
    }

    private Store.Table load() {
        Store.Table stored = table.get();
        if (!loaded) {
            for (Store.Entry entry : stored.last(SIZE)) {
                load(entry);
            }
            loaded = true;
        }
        return stored;
    }

    private void load(Store.Entry entry) {
        try {
            long sequence = Long.parseLong(entry.key());
            next = Math.max(next, sequence + 1);
            keep(new Numbered(sequence, Json.read(entry.value(), RoutingExplanation.class)));
        } catch (JsonProcessingException | NumberFormatException e) {
            LOG.warn(
                    "routing decision {} in the store cannot be read and is left out: {}", entry.key(), e.getMessage());
        }
    }

    private void keep(Numbered record) {
        ring.addLast(record);
        String sessionId = record.explanation().sessionId();
        if (!sessionId.isEmpty()) {
            latest.put(sessionId, record);
        }
        while (ring.size() > SIZE) {
            Numbered dropped = ring.removeFirst();
            latest.computeIfPresent(
                    dropped.explanation().sessionId(),
                    (id, current) -> current.sequence() == dropped.sequence() ? null : current);
        }
    }

    private static void trim(Store.Table stored) {
        int size = stored.size();
        if (size > SIZE + SLACK) {
            stored.last(size).subList(0, size - SIZE).forEach(old -> stored.remove(old.key()));
        }
    }

    private static String key(long sequence) {
        return "%019d".formatted(sequence);
    }
}
