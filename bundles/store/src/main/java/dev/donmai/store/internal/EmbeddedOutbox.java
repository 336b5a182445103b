package dev.donmai.store.internal;

import dev.donmai.store.Outbox;
import dev.donmai.store.OutboxEntry;
import dev.donmai.store.OutboxFullException;
import dev.donmai.store.OutboxItem;
import dev.donmai.store.OutboxState;
import dev.donmai.store.Store;
import dev.donmai.store.StoreException;
import dev.donmai.store.internal.OutboxIndex.Amount;
import dev.donmai.store.internal.OutboxTables.Attempts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outbox in the embedded store. What waits is known in memory too, read from the store at the first call and again
 * after each failure, so that memory never says more than the disk.
 */
@Component(immediate = true)
public final class EmbeddedOutbox implements Outbox {

    /** A day of a busy machine for results, and in all a store that is still small. */
    static final Limits LIMITS = new Limits(new Amount(10_000, 64L << 20), new Amount(1_000, 16L << 20));

    private static final int PAGE = 100;
    private static final int MAX_ERROR_CHARS = 500;
    private static final long MAX_WAIT_MILLIS = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedOutbox.class);

    private final Store store;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Limits limits;
    private Optional<OutboxIndex> index = Optional.empty();
    private String lastError = "";
    private long delivered;
    private long refused;
    private long dropped;
    private long abandoned;

    /** How much may wait. */
    record Limits(Amount results, Amount refusals) {}

    @Activate
    public EmbeddedOutbox(@Reference Store store) {
        this(store, InstantSource.system(), System::nanoTime, LIMITS);
    }

    EmbeddedOutbox(Store store, InstantSource clock, LongSupplier nanoTime, Limits limits) {
        this.store = store;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.limits = limits;
    }

    @Override
    public synchronized void put(List<OutboxItem> items) {
        OutboxIndex waiting = index();
        List<OutboxItem> fresh = ask(tables ->
                items.stream().filter(item -> !tables.knows(item)).distinct().toList());
        List<OutboxItem> results =
                fresh.stream().filter(item -> item.kind().isResult()).toList();
        List<OutboxItem> refusals =
                fresh.stream().filter(item -> !item.kind().isResult()).toList();
        requireRoom(waiting, results);
        List<Long> leaving = waiting.refusalsToDrop(Amount.of(refusals), limits.refusals());
        boolean tooMuch = Amount.of(refusals).exceeds(limits.refusals());
        List<OutboxEntry> entering = numbered(tooMuch ? results : fresh, waiting.lastId());
        change(tables -> {
            leaving.forEach(tables::remove);
            entering.forEach(entry -> tables.add(entry.id(), entry.item(), entry.createdAt()));
        });
        leaving.forEach(waiting::remove);
        long since = nanoTime.getAsLong();
        entering.forEach(entry -> waiting.add(entry, since, since));
        countDropped(leaving.size() + (tooMuch ? refusals.size() : 0));
        notifyAll();
    }

    private void requireRoom(OutboxIndex waiting, List<OutboxItem> coming) {
        if (!coming.isEmpty() && waiting.results().plus(Amount.of(coming)).exceeds(limits.results())) {
            refused += coming.size();
            throw new OutboxFullException("the outbox has no room for " + coming + ": "
                    + waiting.results().count() + " results of "
                    + waiting.results().bytes() / 1024
                    + " KiB wait to be delivered since " + waiting.oldest()
                    + (lastError.isEmpty() ? "" : "; the last attempt failed: " + lastError));
        }
    }

    private List<OutboxEntry> numbered(List<OutboxItem> items, long lastId) {
        Instant now = clock.instant();
        List<OutboxEntry> entries = new ArrayList<>();
        for (OutboxItem item : items) {
            entries.add(new OutboxEntry(lastId + 1 + entries.size(), item, now, Duration.ZERO, 0, ""));
        }
        return entries;
    }

    private void countDropped(int count) {
        if (count > 0) {
            dropped += count;
            LOG.warn("{} refusal(s) of work are not sent, too many wait; the orchestrator notices by itself", count);
        }
    }

    @Override
    public synchronized List<OutboxEntry> due(int max, Duration wait) throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            OutboxIndex waiting = index();
            long now = nanoTime.getAsLong();
            List<Long> ids = waiting.due(max, now);
            long left = deadline - System.nanoTime();
            if (!ids.isEmpty() || left <= 0) {
                return ask(tables -> ids.stream()
                        .flatMap(id -> tables.read(id).stream())
                        .map(entry -> waiting.aged(entry, now))
                        .toList());
            }
            long nanos = Math.min(left, waiting.nanosToNext(now).orElse(left));
            // Rounded up; and looked again now and then, as a machine that slept has lost time.
            wait(Math.min(MAX_WAIT_MILLIS, TimeUnit.NANOSECONDS.toMillis(nanos) + 1));
        }
    }

    @Override
    public synchronized void done(long id) {
        if (settle(id)) {
            delivered++;
        }
    }

    @Override
    public synchronized void abandon(long id, String error) {
        Optional<OutboxEntry> entry = ask(tables -> tables.read(id));
        if (settle(id)) {
            abandoned++;
            lastError = cut(error);
            LOG.error(
                    "the {} is given up: {}",
                    entry.map(e -> e.item().toString()).orElse("item"),
                    lastError);
        }
    }

    private boolean settle(long id) {
        if (!index().contains(id)) {
            return false;
        }
        change(tables -> tables.settle(id));
        // What the session has to say next may be due.
        notifyAll();
        return index().remove(id);
    }

    @Override
    public synchronized void retry(long id, Duration delay, String error) {
        if (!index().contains(id)) {
            return;
        }
        Duration wait = bounded(delay);
        Instant next = clock.instant().plus(wait);
        lastError = cut(error);
        change(tables -> tables.postpone(id, new Attempts(tables.attempts(id).count() + 1, next, lastError)));
        index().postpone(id, nanoTime.getAsLong() + wait.toNanos());
    }

    @Override
    public synchronized boolean owes(String sessionId) {
        return index().owes(sessionId);
    }

    @Override
    public synchronized OutboxState state() {
        OutboxIndex waiting = index();
        Amount all = waiting.all();
        return new OutboxState(
                all.count(), all.bytes(), waiting.oldest(), lastError, delivered, refused, dropped, abandoned);
    }

    private OutboxIndex index() {
        if (index.isEmpty()) {
            index = Optional.of(load());
        }
        return index.get();
    }

    private OutboxIndex load() {
        OutboxIndex loaded = new OutboxIndex(ask(OutboxTables::lastId));
        List<Long> ids = ids(0);
        while (!ids.isEmpty()) {
            // One by one: all bodies at once could be more than memory.
            ids.forEach(id -> load(id, loaded));
            ids = ids(ids.getLast());
        }
        return loaded;
    }

    private List<Long> ids(long after) {
        return ask(tables -> tables.ids(after, PAGE));
    }

    private void load(long id, OutboxIndex loaded) {
        Optional<OutboxEntry> entry = ask(tables -> tables.read(id));
        if (entry.isPresent()) {
            Instant next = ask(tables -> tables.attempts(id)).next();
            Duration left = bounded(Duration.between(clock.instant(), next));
            long since = nanoTime.getAsLong();
            loaded.add(entry.get(), since, since + left.toNanos());
        }
    }

    /** However wrong the wall clock was when it was written down: nothing waits longer than the longest delay. */
    private static Duration bounded(Duration delay) {
        if (delay.isNegative()) {
            return Duration.ZERO;
        }
        return delay.compareTo(MAX_DELAY) > 0 ? MAX_DELAY : delay;
    }

    private static String cut(String error) {
        return error.length() <= MAX_ERROR_CHARS ? error : error.substring(0, MAX_ERROR_CHARS);
    }

    private void change(Consumer<OutboxTables> work) {
        boolean _ = ask(tables -> {
            work.accept(tables);
            return true;
        });
    }

    private <T> T ask(Function<OutboxTables, T> question) {
        try {
            return store.transaction(tables -> question.apply(OutboxTables.of(tables)));
        } catch (StoreException e) {
            index = Optional.empty();
            throw e;
        }
    }
}
