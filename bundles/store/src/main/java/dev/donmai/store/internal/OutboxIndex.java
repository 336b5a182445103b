package dev.donmai.store.internal;

import dev.donmai.store.OutboxEntry;
import dev.donmai.store.OutboxItem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * What waits in the outbox, without the bodies: enough to say what is due and how full it is. Times are those of
 * {@link System#nanoTime}. Not thread-safe.
 */
final class OutboxIndex {

    private final TreeMap<Long, Waiting> waiting = new TreeMap<>();
    private long lastId;

    private record Waiting(
            String sessionId, boolean result, long bytes, Instant createdAt, long sinceNanos, long dueNanos) {

        Waiting due(long nanos) {
            return new Waiting(sessionId, result, bytes, createdAt, sinceNanos, nanos);
        }
    }

    /** A number of items and the bytes of their bodies. */
    record Amount(int count, long bytes) {

        static Amount of(Collection<OutboxItem> items) {
            return new Amount(
                    items.size(), items.stream().mapToLong(OutboxIndex::size).sum());
        }

        Amount plus(Amount other) {
            return new Amount(count + other.count, bytes + other.bytes);
        }

        boolean exceeds(Amount limit) {
            return count > limit.count || bytes > limit.bytes;
        }
    }

    OutboxIndex(long lastId) {
        this.lastId = lastId;
    }

    /** The highest number of an item so far. */
    long lastId() {
        return lastId;
    }

    void add(OutboxEntry entry, long sinceNanos, long dueNanos) {
        OutboxItem item = entry.item();
        waiting.put(
                entry.id(),
                new Waiting(
                        item.sessionId(), item.kind().isResult(), size(item), entry.createdAt(), sinceNanos, dueNanos));
        lastId = Math.max(lastId, entry.id());
    }

    /** Whether it was there. */
    boolean remove(long id) {
        return waiting.remove(id) != null;
    }

    void postpone(long id, long dueNanos) {
        waiting.computeIfPresent(id, (_, item) -> item.due(dueNanos));
    }

    /** The entry with how long it has been here. */
    OutboxEntry aged(OutboxEntry entry, long nowNanos) {
        Waiting here = waiting.get(entry.id());
        return here == null
                ? entry
                : new OutboxEntry(
                        entry.id(),
                        entry.item(),
                        entry.createdAt(),
                        Duration.ofNanos(nowNanos - here.sinceNanos()),
                        entry.attempts(),
                        entry.lastError());
    }

    boolean contains(long id) {
        return waiting.containsKey(id);
    }

    boolean owes(String sessionId) {
        return waiting.values().stream()
                .anyMatch(item -> item.result() && item.sessionId().equals(sessionId));
    }

    /** The first of each session, of those whose time has come. */
    List<Long> due(int max, long nowNanos) {
        Set<String> sessions = new HashSet<>();
        return waiting.entrySet().stream()
                .filter(entry -> sessions.add(entry.getValue().sessionId()))
                .filter(entry -> entry.getValue().dueNanos() - nowNanos <= 0)
                .limit(max)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** How long nothing will be due; empty when nothing waits. */
    OptionalLong nanosToNext(long nowNanos) {
        Set<String> sessions = new HashSet<>();
        return waiting.values().stream()
                .filter(item -> sessions.add(item.sessionId()))
                .mapToLong(item -> Math.max(0, item.dueNanos() - nowNanos))
                .min();
    }

    Amount results() {
        return amount(true);
    }

    /** The refusals of work that must go, the oldest ones, when so much more comes; all of them if that is not enough. */
    List<Long> refusalsToDrop(Amount coming, Amount limit) {
        List<Long> dropped = new ArrayList<>();
        Amount total = amount(false).plus(coming);
        for (Map.Entry<Long, Waiting> entry : waiting.entrySet()) {
            if (!entry.getValue().result() && total.exceeds(limit)) {
                dropped.add(entry.getKey());
                total = total.plus(new Amount(-1, -entry.getValue().bytes()));
            }
        }
        return dropped;
    }

    private Amount amount(boolean results) {
        Amount sum = new Amount(0, 0);
        for (Waiting item : waiting.values()) {
            if (item.result() == results) {
                sum = sum.plus(new Amount(1, item.bytes()));
            }
        }
        return sum;
    }

    Amount all() {
        return amount(true).plus(amount(false));
    }

    Instant oldest() {
        return waiting.isEmpty()
                ? Instant.EPOCH
                : waiting.firstEntry().getValue().createdAt();
    }

    private static long size(OutboxItem item) {
        return item.body().getBytes(StandardCharsets.UTF_8).length;
    }
}
