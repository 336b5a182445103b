package dev.donmai.tck;

import java.time.Duration;

/**
 * How much the checks do that could do any amount.
 *
 * @param cycles how often the provider is installed and removed again
 * @param lines how many lines a program prints for a consumer that is slow
 * @param longestLine characters of the longest line that a program prints
 * @param patience how long anything may take that should be there at once
 */
public record Effort(int cycles, int lines, int longestLine, Duration patience) {

    /** System property with {@code full} or {@code quick}. */
    public static final String PROPERTY = "donmai.tck.effort";

    /** What a provider that is published has to pass. */
    public static final Effort FULL = new Effort(100, 20_000, 50 << 20, Duration.ofSeconds(20));

    /** The same checks in a fraction of the time, for every build. */
    public static final Effort QUICK = new Effort(10, 2_000, 1 << 20, Duration.ofSeconds(20));

    /** What the system property says; full without one. */
    public static Effort configured() {
        return switch (System.getProperty(PROPERTY, "full")) {
            case "full" -> FULL;
            case "quick" -> QUICK;
            case String other ->
                throw new IllegalArgumentException("-D" + PROPERTY + " must be full or quick, not " + other);
        };
    }
}
