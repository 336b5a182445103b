package dev.donmai.orchestrator.internal;

import dev.donmai.store.Outbox;
import dev.donmai.store.OutboxEntry;
import dev.donmai.store.OutboxItem;
import dev.donmai.store.OutboxState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An outbox in memory that forgets the waits it was told, so that a test needs none. */
public final class FakeOutbox implements Outbox {

    private final Map<Long, OutboxEntry> waiting = new LinkedHashMap<>();

    public final List<OutboxItem> put = new ArrayList<>();
    public final List<String> abandoned = new ArrayList<>();
    public final List<Duration> delays = new ArrayList<>();
    private long delivered;
    private String lastError = "";
    /** When items claim to have been put. */
    public Instant createdAt = Instant.now();
    /** How long items claim to have waited. */
    public Duration waited = Duration.ZERO;

    @Override
    public synchronized void put(List<OutboxItem> items) {
        for (OutboxItem item : items) {
            put.add(item);
            long id = put.size();
            waiting.put(id, new OutboxEntry(id, item, createdAt, waited, 0, ""));
        }
        notifyAll();
    }

    @Override
    public synchronized List<OutboxEntry> due(int max, Duration wait) throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        while (waiting.isEmpty() && System.nanoTime() - deadline < 0) {
            wait(Math.max(1, wait.toMillis()));
        }
        Set<String> sessions = new HashSet<>();
        return waiting.values().stream()
                .filter(entry -> sessions.add(entry.item().sessionId()))
                .limit(max)
                .toList();
    }

    @Override
    public synchronized void done(long id) {
        waiting.remove(id);
        delivered++;
    }

    @Override
    public synchronized void retry(long id, Duration delay, String error) {
        delays.add(delay);
        lastError = error;
        waiting.computeIfPresent(
                id,
                (_, entry) ->
                        new OutboxEntry(id, entry.item(), entry.createdAt(), waited, entry.attempts() + 1, error));
    }

    @Override
    public synchronized void abandon(long id, String error) {
        waiting.remove(id);
        lastError = error;
        abandoned.add(error);
    }

    @Override
    public synchronized boolean owes(String sessionId) {
        return waiting.values().stream()
                .anyMatch(entry -> entry.item().kind().isResult()
                        && entry.item().sessionId().equals(sessionId));
    }

    @Override
    public synchronized OutboxState state() {
        return new OutboxState(waiting.size(), 0, Instant.EPOCH, lastError, delivered, 0, 0, abandoned.size());
    }
}
