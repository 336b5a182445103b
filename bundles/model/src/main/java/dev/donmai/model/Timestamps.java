package dev.donmai.model;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;

/**
 * The two time forms of the wire ({@code http-api.md} §3): T0 has whole seconds, T9 up to nine fraction digits without
 * trailing zeros. Both are RFC 3339 in UTC with {@code Z}.
 */
public final class Timestamps {

    private static final DateTimeFormatter T9 =
            new DateTimeFormatterBuilder().appendInstant(-1).toFormatter();

    private Timestamps() {}

    /** The long form. */
    public static String t9(Instant instant) {
        return T9.format(instant);
    }

    /** The instant a T0 field shows: whole seconds, cut, not rounded. */
    public static Instant t0(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
