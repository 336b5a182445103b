package dev.donmai.lifecycle.internal;

import dev.donmai.config.Configuration;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of the sessions when the daemon stops: they are waited for, then ended, all at once when it is forced. */
final class Ending {

    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    private final Participants participants;
    private final Configuration configuration;
    /** The threads that wait for sessions; a forced stop interrupts them. */
    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();

    private volatile boolean forced;
    private final AtomicInteger ended = new AtomicInteger();

    Ending(Participants participants, Configuration configuration) {
        this.participants = participants;
        this.configuration = configuration;
    }

    /** Called before a start: what a former run was forced to does not count. */
    void reset() {
        forced = false;
        ended.set(0);
    }

    /** How many sessions it has ended, or is about to end. */
    int ended() {
        return ended.get();
    }

    /** How long sessions may take to end by themselves after they have been told to. */
    Duration grace() {
        return Duration.ofSeconds(configuration.current().limits().stopGraceSeconds());
    }

    /**
     * Waits for the sessions, then ends those that are left.
     *
     * @return whether that went well; otherwise the next daemon goes on with what is left
     */
    boolean endSessions() {
        drain();
        try {
            terminate(forced ? Duration.ZERO : grace());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (RuntimeException e) {
            LOG.error("sessions could not be ended; the next daemon goes on with them", e);
            return false;
        }
    }

    private void drain() {
        waiting.add(Thread.currentThread());
        try {
            long seconds = Math.max(0, configuration.current().autoUpdate().drainTimeoutSeconds());
            participants.drain(forced ? Duration.ZERO : Duration.ofSeconds(seconds));
        } catch (InterruptedException e) {
            LOG.info("the drain was cut short");
        } catch (RuntimeException e) {
            LOG.error("the drain failed; stopping without it", e);
        } finally {
            waiting.remove(Thread.currentThread());
            Thread.interrupted();
        }
    }

    /** From now on sessions get no time. */
    void force() {
        forced = true;
        waiting.forEach(Thread::interrupt);
    }

    /** Ends the sessions by force; beside an {@link #endSessions} that still grants them time. */
    void kill() {
        try {
            terminate(Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Counted before they end: a drain that sees them gone knows that they did not go by themselves. */
    private void terminate(Duration grace) throws InterruptedException {
        ended.accumulateAndGet(participants.drain(Duration.ZERO), Math::max);
        participants.terminate(grace);
    }
}
