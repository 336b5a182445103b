package dev.donmai.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Go writes and reads them, and so the reference: {@code 1m30s} in the answer to a drain ({@code http-api.md}
 * §6.5), {@code 24h} or {@code 1.5h} on the command line ({@code cli.md} §2.7).
 */
public final class GoDuration {

    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    /** Nanoseconds of each unit. */
    private static final Map<String, Long> UNITS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)([^\\d.]*)");

    private GoDuration() {}

    /** The text of a duration that is not negative, rounded up to whole seconds: {@code 5s}, {@code 1m30s}, {@code 1h0m0s}. */
    public static String text(Duration duration) {
        Duration rounded = duration.plusNanos(999_999_999);
        String text = rounded.toSecondsPart() + "s";
        if (rounded.toMinutes() > 0) {
            text = rounded.toMinutesPart() + "m" + text;
        }
        return rounded.toHours() > 0 ? rounded.toHours() + "h" + text : text;
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException saying what is wrong with it, in the words of the reference
     */
    public static Duration parse(String text) {
        boolean negative = text.startsWith("-");
        String unsigned = text.replaceFirst("^[-+]", "");
        if (unsigned.equals("0")) {
            return Duration.ZERO;
        }
        Matcher part = PART.matcher(unsigned);
        BigDecimal nanos = BigDecimal.ZERO;
        int end = 0;
        while (part.lookingAt()) {
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit(part.group(2), text))));
            end = part.end();
            part.region(end, unsigned.length());
        }
        if (end == 0 || end < unsigned.length() || nanos.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("time: invalid duration \"" + text + "\"");
        }
        return Duration.ofNanos(negative ? -nanos.longValue() : nanos.longValue());
    }

    private static long unit(String name, String text) {
        Long nanos = UNITS.get(name);
        if (nanos != null) {
            return nanos;
        }
        throw new IllegalArgumentException(
                name.isEmpty()
                        ? "time: missing unit in duration \"" + text + "\""
                        : "time: unknown unit \"" + name + "\" in duration \"" + text + "\"");
    }
}
