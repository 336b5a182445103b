package dev.donmai.lifecycle;

/** Who this daemon is for its orchestrator; a service of the part that registers. */
public interface WorkerIdentity {

    /** The worker id; empty before registration. */
    String workerId();
}
