package dev.donmai.store;

import java.time.Duration;
import java.util.List;

/**
 * What must reach an orchestrator, kept until it has: results, statuses and refusals of work. Everything is on the disk when
 * a call returns, so that deliveries go on where they were after a crash. Thread-safe; a service.
 *
 * <p>It is bounded. A result that finds no room is refused with an {@link OutboxFullException}: its session stays
 * unfinished and keeps its slot, so that a daemon which cannot report takes no more work, and the result is put again
 * later. A refusal of work, which the orchestrator also notices by itself, makes room by dropping the oldest one.
 *
 * <p>Every call may throw a {@link StoreException}; a change that threw may or may not be there afterwards and can be made
 * again.
 */
public interface Outbox {

    /** The longest time that an item waits for its next attempt. */
    Duration MAX_DELAY = Duration.ofHours(1);

    /**
     * Puts items, all or none. One whose kind and key are waiting already, or were delivered not long ago, is left out:
     * to end a session again after a crash reports nothing twice.
     *
     * @throws OutboxFullException when there is a result among them and no room
     */
    void put(List<OutboxItem> items);

    /**
     * The items whose time has come, in the order in which they were put, of each session only the first. Waits for one
     * when there is none. An item is handed out again until its end is told, so there is one caller.
     *
     * @param max how many at the most
     * @param wait how long at the most; zero to look only
     * @return empty when the time is up
     */
    List<OutboxEntry> due(int max, Duration wait) throws InterruptedException;

    /** An item has been delivered; it goes, and its key is remembered for some time. */
    void done(long id);

    /**
     * A delivery has failed. The item waits, and what its session has put after it, too.
     *
     * @param delay until the next attempt; at most {@link #MAX_DELAY}. A restart neither shortens nor lengthens it, as far
     *     as the wall clock can be believed.
     * @param error why; no credentials
     */
    void retry(long id, Duration delay, String error);

    /** An item cannot be delivered, ever. It goes, with an error in the log. */
    void abandon(long id, String error);

    /** Whether a result of that session waits here. */
    boolean owes(String sessionId);

    /** How full it is. */
    OutboxState state();
}
