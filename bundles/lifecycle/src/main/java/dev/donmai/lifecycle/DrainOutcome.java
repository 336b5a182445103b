package dev.donmai.lifecycle;

/** What has become of a drain. */
public sealed interface DrainOutcome {

    /** All work ended by itself, or by an end that it was told one by one. */
    record Drained() implements DrainOutcome {}

    /**
     * The time was over, and what was left has been ended.
     *
     * @param sessions how many
     */
    record TimedOut(int sessions) implements DrainOutcome {}

    /**
     * The daemon was told to stop, and the stop has ended what was left.
     *
     * @param sessions how many
     */
    record Stopped(int sessions) implements DrainOutcome {}

    /**
     * Admission was opened again, or the daemon ended and left the sessions alone: nothing was ended.
     *
     * @param running how many sessions go on
     */
    record CalledOff(int running) implements DrainOutcome {}
}
