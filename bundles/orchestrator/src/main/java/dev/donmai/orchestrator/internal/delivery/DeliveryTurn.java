package dev.donmai.orchestrator.internal.delivery;

import dev.donmai.net.Backoff;
import dev.donmai.orchestrator.internal.delivery.Delivery.Outcome;
import dev.donmai.orchestrator.internal.loop.Loop;
import dev.donmai.store.Outbox;
import dev.donmai.store.OutboxEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what is due, a few sessions at a time; of each session one item after the other. A failure that everybody would
 * have stops all for a while, so that an orchestrator which comes back gets everything soon and not all at once; one that only
 * this item has lets it wait by itself. For one thread.
 */
public final class DeliveryTurn implements Loop.Turn, AutoCloseable {

    private static final int AT_ONCE = 4;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration MOST_PAUSE = Duration.ofMinutes(5);

    /** A week: who has not taken a result by then does not want it. Not by the wall clock, which may have been wrong. */
    private static final Duration LONGEST = Duration.ofDays(7);

    /** By then the orchestrator's sweep has taken an item back, or soon will; it may be somebody else's after that. */
    private static final Duration LONGEST_OF_A_REFUSAL = Duration.ofMinutes(10);

    /** More than a week has room for; for daemons that never run as long. */
    private static final int MOST_ATTEMPTS = 30_000;

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryTurn.class);

    private final Outbox outbox;
    private final Delivery delivery;
    private final Backoff everybody;
    private final Backoff items;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("donmai-delivery-", 0).factory());

    /** @param first the longest pause after one failure */
    public DeliveryTurn(Outbox outbox, Delivery delivery, Backoff everybody, Duration first) {
        this.outbox = outbox;
        this.delivery = delivery;
        this.everybody = everybody;
        this.items = new Backoff(first, MOST_PAUSE);
    }

    @Override
    public Duration run() throws InterruptedException {
        return deliver(outbox.due(AT_ONCE, LOOK));
    }

    /** Delivers what can be delivered now, until the time is up. */
    public void flush(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        List<OutboxEntry> due = outbox.due(AT_ONCE, Duration.ZERO);
        while (System.nanoTime() - deadline < 0
                && !due.isEmpty()
                && deliver(due).isZero()) {
            // Each round takes the next of each session.
            due = outbox.due(AT_ONCE, Duration.ZERO);
        }
    }

    /** One round; the pause after it. */
    private Duration deliver(List<OutboxEntry> due) throws InterruptedException {
        List<Callable<Outcome>> attempts = new ArrayList<>();
        for (OutboxEntry entry : due) {
            attempts.add(() -> delivery.attempt(entry));
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Future<Outcome> attempt : threads.invokeAll(attempts)) {
            outcomes.add(outcome(attempt));
        }
        Duration pause = pause(outcomes);
        for (int i = 0; i < due.size(); i++) {
            settle(due.get(i), outcomes.get(i), pause);
        }
        return pause;
    }

    private Duration pause(List<Outcome> outcomes) {
        List<Duration> asked = outcomes.stream()
                .filter(outcome -> outcome instanceof Outcome.Later later && later.everybody())
                .map(outcome -> ((Outcome.Later) outcome).asked())
                .toList();
        boolean allFail = outcomes.stream().allMatch(Outcome.Later.class::isInstance);
        // Each may have failed for reasons of its own, as it seems; yet nobody was well.
        boolean nobodyWell = allFail && outcomes.size() > 1;
        // An orchestrator that takes an item is there: what it fails at now and then does not slow down the rest.
        if ((asked.isEmpty() && !nobodyWell) || outcomes.stream().anyMatch(Outcome.Done.class::isInstance)) {
            everybody.reset();
        }
        Duration most = asked.stream().max(Duration::compareTo).orElse(Duration.ZERO);
        boolean all = !asked.isEmpty() && asked.size() == outcomes.size();
        return all || nobodyWell || !most.isZero() ? everybody.next(most) : Duration.ZERO;
    }

    private static Outcome outcome(Future<Outcome> attempt) throws InterruptedException {
        try {
            return attempt.get();
        } catch (ExecutionException e) {
            LOG.error("a delivery failed in a way nobody foresaw", e);
            return new Outcome.Later("internal error: " + e.getCause(), Duration.ZERO, false);
        }
    }

    private void settle(OutboxEntry entry, Outcome outcome, Duration pause) {
        switch (outcome) {
            case Outcome.Done() -> {
                outbox.done(entry.id());
                LOG.debug("{} delivered", entry.item());
            }
            case Outcome.Never(String error) -> outbox.abandon(entry.id(), error);
            case Outcome.Later later -> later(entry, later, pause);
        }
    }

    private void later(OutboxEntry entry, Outcome.Later later, Duration pause) {
        Duration longest = entry.item().kind().isResult() ? LONGEST : LONGEST_OF_A_REFUSAL;
        if (entry.waited().compareTo(longest) > 0 || entry.attempts() >= MOST_ATTEMPTS) {
            outbox.abandon(
                    entry.id(),
                    "not delivered within " + longest.toMinutes() + " minutes or " + MOST_ATTEMPTS + " attempts: "
                            + later.error());
            return;
        }
        Duration delay = later.everybody() && !pause.isZero()
                ? pause
                : longer(items.afterFailures(entry.attempts() + 1), later.asked());
        LOG.warn("{} is not delivered, trying again in {} ms: {}", entry.item(), delay.toMillis(), later.error());
        outbox.retry(entry.id(), delay, later.error());
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
