package dev.donmai.worker.internal;

import java.util.Locale;

/** What the agent says about its own work with the marker {@code WORK_RESULT:<word>} ({@code sessions.md} §2.9). */
public enum WorkResult {
    PASSED,
    FAILED,
    UNKNOWN;

    /** The word of the marker and of the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The result of a word, whatever its case. */
    public static WorkResult of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
