package dev.donmai.sessions.internal;

import dev.donmai.store.Outbox;
import dev.donmai.store.OutboxEntry;
import dev.donmai.store.OutboxFullException;
import dev.donmai.store.OutboxItem;
import dev.donmai.store.OutboxState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An outbox that keeps what is put into it, each item once. */
final class CollectingOutbox implements Outbox {

    final List<OutboxItem> items = new CopyOnWriteArrayList<>();
    volatile boolean full;

    @Override
    public synchronized void put(List<OutboxItem> more) {
        if (full) {
            throw new OutboxFullException("the outbox has no room");
        }
        more.stream().filter(item -> !items.contains(item)).forEach(items::add);
    }

    @Override
    public List<OutboxEntry> due(int max, Duration wait) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void done(long id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void retry(long id, Duration delay, String error) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void abandon(long id, String error) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean owes(String sessionId) {
        return items.stream().anyMatch(item -> item.sessionId().equals(sessionId));
    }

    @Override
    public OutboxState state() {
        throw new UnsupportedOperationException();
    }
}
