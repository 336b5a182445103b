package dev.donmai.lifecycle;

import java.time.Duration;
import java.time.Instant;

/**
 * The daemon's state and what changes it ({@code lifecycle.md} §2, with its "Better" column). Whether work is accepted
 * stands beside the state: both must allow it. Thread-safe; a service.
 */
public interface Lifecycle {

    /** The state. */
    DaemonState state();

    /** Whether admission is open: false from a drain, a pause or a stop on, until {@link #resume}. */
    boolean accepting();

    /** The word the API shows as {@code status} ({@code http-api.md} §6.0). */
    String reportedStatus();

    /** The version of the running program as given by whoever started it. */
    String version();

    /** When the daemon was started. */
    Instant startedAt();

    /** Whole seconds since the start, by the monotonic clock. */
    long uptimeSeconds();

    /** Closes admission; sessions go on. Does nothing when paused already. */
    void pause() throws StateConflictException;

    /** Opens admission again, also after a drain. */
    void resume() throws StateConflictException;

    /**
     * Closes admission and, in the background, waits for the sessions; those left at the deadline are ended. Who asks while
     * one is under way shares it, and the earlier deadline counts.
     */
    Drain drain(Duration timeout) throws StateConflictException;

    /** Closes admission and ends the daemon with exit code 3; sessions go on, and the next daemon goes on with them. */
    void restart() throws StateConflictException;

    /** Begins the stop of the daemon and returns; running sessions get the drain time. */
    void stop(String cause);

    /**
     * Ends the daemon with exit code 1 because a part of it cannot go on; returns at once. Sessions go on, and the next
     * daemon goes on with them.
     */
    void fail(String cause);
}
