package dev.donmai.orchestrator.internal.queue;

import dev.donmai.sessions.AdmissionException;
import dev.donmai.sessions.SessionRequest;
import java.time.Duration;
import java.util.Set;

/** What the queue needs of the daemon it belongs to. */
interface Intake {

    /** Whether a session would be admitted now, whatever it is: work is accepted and a slot is free. */
    boolean open();

    /** Admits a session. */
    void accept(SessionRequest request) throws AdmissionException;

    /** The ids of the sessions that live. */
    Set<String> live();

    /** How long what is over is kept. */
    Duration keepSettled();
}
