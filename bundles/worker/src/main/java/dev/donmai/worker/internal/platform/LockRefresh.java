package dev.donmai.worker.internal.platform;

import dev.donmai.model.Json;
import dev.donmai.net.WebException;
import dev.donmai.worker.internal.Cancellation;
import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the session's lock at the platform ({@code sessions.md} §2.10). A platform that says "not yours" several times in a row
 * ends the run; one that is out of reach is waited for while the agent works on.
 */
public final class LockRefresh implements Closeable {

    private static final Duration JOIN = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(LockRefresh.class);

    private final Platform platform;
    private final String issueId;
    private final Cancellation cancellation;
    private final Consumer<String> messages;
    private final PlatformTiming.Lock timing;
    private final Duration patience;
    private final Thread thread;

    // Used by one thread at a time: the caller of begin, then our own.
    private int strikes;
    private long reachedAt = System.nanoTime();

    /**
     * @param messages takes what the platform has to say to the agent
     * @param patience how long the platform may be out of reach before the work is saved and the session ends
     */
    public LockRefresh(
            Platform platform,
            String issueId,
            Cancellation cancellation,
            Consumer<String> messages,
            PlatformTiming.Lock timing,
            Duration patience) {
        this.platform = platform;
        this.issueId = issueId;
        this.cancellation = cancellation;
        this.messages = messages;
        this.timing = timing;
        this.patience = patience;
        this.thread = Thread.ofPlatform().daemon().name("donmai-lock-refresh").unstarted(this::run);
    }

    /** Refreshes once, so that a session that is not ours does not begin, and from now on in the background. */
    public void begin() throws InterruptedException {
        // One attempt: what the platform's outage costs here, the agent starts later.
        tick(List.of());
        thread.start();
    }

    private void run() {
        try {
            while (!cancellation.requested()) {
                TimeUnit.NANOSECONDS.sleep(timing.interval().toNanos());
                tick(timing.pauses());
            }
        } catch (InterruptedException e) {
            LOG.trace("the lock is refreshed no more");
        }
    }

    private void tick(List<Duration> pauses) throws InterruptedException {
        LockAnswer answer = ask();
        for (int i = 0; i < pauses.size() && !(answer instanceof LockAnswer.Ours); i++) {
            TimeUnit.NANOSECONDS.sleep(pauses.get(i).toNanos());
            answer = ask();
        }
        switch (answer) {
            case LockAnswer.Ours ours -> kept(ours);
            case LockAnswer.Refused refused -> refused(refused.cause());
            case LockAnswer.Unreachable unreachable -> unreachable(unreachable.cause());
        }
    }

    private LockAnswer ask() throws InterruptedException {
        try {
            return LockAnswer.of(platform.post(
                    "lock-refresh",
                    workerId -> {
                        var body = Json.object();
                        if (!workerId.isEmpty()) {
                            body.put("workerId", workerId);
                        }
                        return body.put("issueId", issueId);
                    },
                    Platform.TIMEOUT));
        } catch (WebException e) {
            return LockAnswer.of(e);
        }
    }

    private void kept(LockAnswer.Ours ours) {
        strikes = 0;
        reachedAt = System.nanoTime();
        ours.messages().forEach(messages);
        if (ours.stop()) {
            cancellation.request(Cancellation.Cause.STOPPED, "the platform asked to stop the session");
        }
    }

    private void refused(String cause) {
        strikes++;
        reachedAt = System.nanoTime();
        LOG.warn("the platform refuses the lock, {} of {} times: {}", strikes, timing.strikes(), cause);
        if (strikes >= timing.strikes()) {
            cancellation.request(Cancellation.Cause.OWNERSHIP, "runtime/heartbeat: session ownership lost");
        }
    }

    private void unreachable(String cause) {
        Duration silence = Duration.ofNanos(System.nanoTime() - reachedAt);
        LOG.warn("the lock can't be refreshed, the agent works on: {}", cause);
        if (silence.compareTo(patience) > 0) {
            cancellation.request(
                    Cancellation.Cause.OFFLINE,
                    "runtime/heartbeat: the platform has been out of reach for " + silence.toSeconds()
                            + " s; the work is kept on its branch: " + cause);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(JOIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
