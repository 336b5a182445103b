package dev.donmai.lifecycle;

import java.time.Duration;

/**
 * A part of the daemon with something to do at start or stop; registered as a service. Participants start in ascending
 * {@link #order} and stop in the opposite one. All methods are called on one thread, never at the same time as another
 * participant's, but for {@link #drain}.
 */
public interface Participant {

    /** Has the control token ready, which the API asks for. */
    int TOKEN = 5;
    /** Opens the control API. It comes early and goes late, so that a starting or draining daemon answers. */
    int HTTP = 10;
    /** Looks what the machine can run. */
    int CAPABILITIES = 15;
    /** Finds the providers. */
    int PROVIDERS = 20;
    /** Adopts what lives and finishes what ended. */
    int SESSIONS = 30;
    /** Registers with the orchestrator. */
    int ORCHESTRATOR = 40;

    /** A word for logs and errors. */
    String name();

    /** Where in the order it stands. */
    int order();

    /**
     * Starts. An exception fails the start of the daemon; this participant and those before it are stopped then. A start
     * that takes long heeds an interrupt: it means that the daemon is to stop.
     *
     * @throws Exception with a message for the operator
     */
    void start() throws Exception;

    /** Called once after the daemon has become {@code running}; must return at once. */
    default void running() {}

    /**
     * Waits for work to end, at most this long.
     *
     * @return how many pieces of work are left
     */
    default int drain(Duration timeout) throws InterruptedException {
        return 0;
    }

    /**
     * Ends the work that is left, and returns when it is gone. May be called again with a shorter grace while an earlier
     * call still waits.
     *
     * @param grace how long work may take to end by itself after it has been told to; zero ends it by force at once
     */
    default void terminate(Duration grace) throws InterruptedException {}

    /**
     * Stops, also what has only partly started. Work that survives a daemon (sessions after a restart) is left alone.
     */
    void stop();
}
