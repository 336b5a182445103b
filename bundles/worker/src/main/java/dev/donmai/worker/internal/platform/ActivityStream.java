package dev.donmai.worker.internal.platform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.api.agent.AgentEvent;
import dev.donmai.model.Json;
import dev.donmai.net.RetryPolicy;
import dev.donmai.net.WebException;
import dev.donmai.worker.internal.agent.AgentEventListener;
import dev.donmai.worker.internal.events.AgentEventJson;
import java.io.Closeable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the platform what the agent does, one call each ({@code sessions.md} §2.11). The agent never waits for it: what finds
 * the queue full is dropped and counted. After {@link #close} nothing is sent any more, so that no {@code running} follows the
 * final status.
 */
public final class ActivityStream implements AgentEventListener, Closeable {

    private static final int QUEUE = 256;

    /** What may wait in memory: tool inputs hold whole files at times. */
    private static final long QUEUE_CHARS = 4L << 20;

    private static final RetryPolicy RETRY = new RetryPolicy(6, Duration.ofMillis(250), 2, Duration.ofSeconds(5), 0);
    private static final Duration DRAIN = Duration.ofSeconds(2);
    private static final Duration JOIN = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(ActivityStream.class);

    private final Platform platform;
    private final ActivityJson json;
    private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final Thread sender;
    private volatile boolean closing;

    /** Something to send. */
    private sealed interface Item {

        /** An activity, and what it takes in memory. */
        record Activity(ObjectNode body, int chars) implements Item {}

        /** Nothing follows. */
        record End() implements Item {}
    }

    /**
     * @param provider name of the agent runtime
     * @param redacted how events are written
     */
    public ActivityStream(Platform platform, String provider, AgentEventJson redacted, InstantSource clock) {
        this.platform = platform;
        this.json = new ActivityJson(provider, redacted, clock);
        this.sender = Thread.ofPlatform().daemon().name("donmai-activity").start(this::send);
    }

    /** Queues the event; called by one thread at a time. */
    @Override
    public void on(AgentEvent event) {
        json.of(event).ifPresent(this::queue);
    }

    private void queue(ObjectNode activity) {
        int chars = Json.line(activity).length();
        boolean room = !closing && waiting.get() + chars <= QUEUE_CHARS;
        if (room && queue.offer(new Item.Activity(activity, chars))) {
            waiting.addAndGet(chars);
        } else if (dropped.incrementAndGet() == 1) {
            LOG.warn("the platform is slower than the agent; some of what the agent does is not shown there");
        }
    }

    private void send() {
        boolean announced = false;
        try {
            while (queue.take() instanceof Item.Activity activity) {
                waiting.addAndGet(-activity.chars());
                if (post(activity.body()) && !announced && !closing) {
                    announced = true;
                    announce();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("{} activities are not sent any more", queue.size());
        }
    }

    private boolean post(ObjectNode activity) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                platform.post("activity", workerId -> body(workerId, activity), Platform.TIMEOUT);
                return true;
            } catch (WebException e) {
                if (attempt >= RETRY.attempts() || !Platform.mayPass(e)) {
                    LOG.warn("an activity could not be sent: {}", e.getMessage());
                    return false;
                }
                TimeUnit.NANOSECONDS.sleep(RETRY.waitAfter(
                                attempt,
                                e.retryAfter(),
                                ThreadLocalRandom.current().nextDouble())
                        .toNanos());
            }
        }
    }

    private static ObjectNode body(String workerId, ObjectNode activity) {
        return Json.object().put("workerId", workerId).set("activity", activity);
    }

    /** Once, best effort. */
    private void announce() throws InterruptedException {
        try {
            platform.post(
                    "status",
                    workerId -> Json.object().put("status", "running").put("workerId", workerId),
                    Platform.TIMEOUT);
        } catch (WebException e) {
            LOG.warn("the platform could not be told that the session runs: {}", e.getMessage());
        }
    }

    /** Waits a moment for what is queued, then sends no more. */
    @Override
    public void close() {
        closing = true;
        long end = System.nanoTime() + DRAIN.toNanos();
        try {
            if (queue.offer(new Item.End(), DRAIN.toNanos(), TimeUnit.NANOSECONDS)) {
                sender.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
            sender.interrupt();
            sender.join(JOIN);
        } catch (InterruptedException e) {
            sender.interrupt();
            Thread.currentThread().interrupt();
        }
        if (dropped.get() > 0) {
            LOG.warn("{} activities were not shown on the platform", dropped.get());
        }
    }
}
