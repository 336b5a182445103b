package dev.donmai.worker.internal.agent;

/**
 * A text for the agent beyond its task.
 *
 * @param turn what it is about
 * @param delivered called once the agent has it
 */
public record FollowUp(String text, Observed.Turn turn, Runnable delivered) {}
