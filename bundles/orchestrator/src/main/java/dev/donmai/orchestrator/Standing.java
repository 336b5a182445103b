package dev.donmai.orchestrator;

/**
 * How this daemon stands with its orchestrator, for people.
 *
 * @param url the orchestrator, without user name and password; empty when there is none
 * @param detail one sentence without a full stop: why, or as whom; no credentials
 */
public record Standing(State state, String url, String detail) {

    /** How it stands. */
    public enum State {
        /** Nobody is asked for work, as configured. */
        OFF,
        /** Nobody is asked for work, though an orchestrator is configured. */
        NOT_POSSIBLE,
        /** The orchestrator has not taken the registration yet. */
        PENDING,
        /** The orchestrator knows this daemon. */
        REGISTERED,
        /** The orchestrator knows this daemon, but something goes wrong with it now. */
        FAILING
    }
}
