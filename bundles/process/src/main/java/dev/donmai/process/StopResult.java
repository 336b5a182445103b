package dev.donmai.process;

import java.time.Duration;
import java.util.List;

/**
 * How the end of a process tree went.
 *
 * @param gone whether nothing of the tree is left, verified by looking
 * @param forced whether something had to be killed because it outlived the grace
 * @param survivors what is left (another user's processes, or stuck in the kernel); empty if gone
 * @param took how long it took
 */
public record StopResult(boolean gone, boolean forced, List<ProcessEntry> survivors, Duration took) {
    public StopResult {
        survivors = List.copyOf(survivors);
    }
}
