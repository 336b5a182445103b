package dev.donmai.git;

import java.time.Duration;

/**
 * How much {@link Git#changes} may collect.
 *
 * @param commits most commits listed
 * @param files most files listed
 * @param deadline for everything together
 */
public record ChangeLimits(int commits, int files, Duration deadline) {
    /** More than a person reads, less than a log line's worth of trouble for the daemon's memory. */
    public static final ChangeLimits DEFAULT = new ChangeLimits(1_000, 10_000, Duration.ofMinutes(2));
}
