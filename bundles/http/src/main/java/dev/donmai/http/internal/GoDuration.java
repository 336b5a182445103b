package dev.donmai.http.internal;

/** Durations as Go prints them, which the older CLI shows: {@code 5s}, {@code 1m30s}, {@code 1h0m0s}. */
final class GoDuration {

    private static final int MINUTE = 60;
    private static final int HOUR = 3600;

    private GoDuration() {}

    /** The text for so many whole seconds. */
    static String ofSeconds(long seconds) {
        if (seconds < 0) {
            return "-" + ofSeconds(-seconds);
        }
        String text = seconds % MINUTE + "s";
        if (seconds >= MINUTE) {
            text = seconds % HOUR / MINUTE + "m" + text;
        }
        if (seconds >= HOUR) {
            text = seconds / HOUR + "h" + text;
        }
        return text;
    }
}
