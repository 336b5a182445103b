package dev.donmai.git;

/**
 * A unified diff.
 *
 * @param text the diff, cut after a whole line when it is longer than asked for
 * @param truncated there was more
 */
public record Patch(String text, boolean truncated) {}
