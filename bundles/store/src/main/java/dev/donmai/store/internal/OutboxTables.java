package dev.donmai.store.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.donmai.model.Defaults;
import dev.donmai.model.Json;
import dev.donmai.store.OutboxEntry;
import dev.donmai.store.OutboxItem;
import dev.donmai.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outbox on disk, within one transaction. Items are numbered in the order in which they were put; attempts are kept
 * apart, so that a retry does not write a body again.
 *
 * @param items number → item
 * @param attempts number → what became of its deliveries so far
 * @param keys kind and idempotency key → number, of what waits and of what is settled
 * @param settled number → kind and idempotency key of what was delivered or given up, the latest so many
 */
record OutboxTables(Store.Table items, Store.Table attempts, Store.Table keys, Store.Table settled) {

    /** How many settled keys are remembered; far more than sessions can end again after one crash. */
    static final int REMEMBERED = 5000;

    private static final Logger LOG = LoggerFactory.getLogger(OutboxTables.class);

    /** An item and when it was put. */
    private record StoredItem(OutboxItem item, Instant at) {}

    /** Deliveries that failed: how many, when the next one may be made, why the last one did. */
    record Attempts(
            int count,
            Instant next,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String error) {

        static final Attempts NONE = new Attempts(0, Instant.EPOCH, "");

        Attempts {
            next = Defaults.instant(next);
            error = Defaults.text(error);
        }
    }

    static OutboxTables of(Store.Tables tables) {
        return new OutboxTables(
                tables.table("outbox"),
                tables.table("outbox.attempts"),
                tables.table("outbox.keys"),
                tables.table("outbox.settled"));
    }

    boolean knows(OutboxItem item) {
        return keys.get(key(item)).isPresent();
    }

    void add(long id, OutboxItem item, Instant at) {
        items.put(number(id), Json.line(new StoredItem(item, at)));
        keys.put(key(item), number(id));
    }

    void postpone(long id, Attempts more) {
        attempts.put(number(id), Json.line(more));
    }

    /** Takes an item out; its key stays known. */
    void settle(long id) {
        read(id).ifPresent(entry -> settled.put(number(id), key(entry.item())));
        items.remove(number(id));
        attempts.remove(number(id));
        for (Store.Entry oldest : settled.after("", Math.max(0, settled.size() - REMEMBERED))) {
            keys.remove(oldest.value());
            settled.remove(oldest.key());
        }
    }

    /** Takes an item out as if it had never been put. */
    void remove(long id) {
        read(id).ifPresent(entry -> keys.remove(key(entry.item())));
        items.remove(number(id));
        attempts.remove(number(id));
    }

    /** Empty, with an error in the log, when it cannot be read; it stays where it is then. */
    Optional<OutboxEntry> read(long id) {
        Optional<String> text = items.get(number(id));
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            StoredItem stored = Json.read(text.get(), StoredItem.class);
            Attempts tried = attempts(id);
            return Optional.of(
                    new OutboxEntry(id, stored.item(), stored.at(), Duration.ZERO, tried.count(), tried.error()));
        } catch (JsonProcessingException e) {
            LOG.error("outbox item {} cannot be read and is not delivered: {}", id, e.getOriginalMessage());
            return Optional.empty();
        }
    }

    Attempts attempts(long id) {
        try {
            Optional<String> text = attempts.get(number(id));
            return text.isEmpty() ? Attempts.NONE : Json.read(text.get(), Attempts.class);
        } catch (JsonProcessingException e) {
            LOG.warn("the attempts of outbox item {} are not readable and count anew: {}", id, e.getOriginalMessage());
            return Attempts.NONE;
        }
    }

    /** The numbers of the items behind a number, so many at the most. */
    List<Long> ids(long after, int count) {
        return items.after(number(after), count).stream()
                .map(entry -> Long.parseLong(entry.key()))
                .toList();
    }

    /** The highest number that was given to an item as far as is known; 0 when there was none. */
    long lastId() {
        return Math.max(lastIn(items), lastIn(settled));
    }

    private static long lastIn(Store.Table table) {
        return table.last(1).stream()
                .mapToLong(entry -> Long.parseLong(entry.key()))
                .sum();
    }

    private static String key(OutboxItem item) {
        return item.kind() + " " + item.key();
    }

    /** Numbers sort like texts. */
    private static String number(long id) {
        return "%019d".formatted(id);
    }
}
