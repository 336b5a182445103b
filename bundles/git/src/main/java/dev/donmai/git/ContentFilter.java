package dev.donmai.git;

import java.util.Locale;

/**
 * Filters that attributes name ({@code *.bin filter=lfs}). What most of them do is a convenience, and git does without one that
 * is not installed. Some must not be done without: a commit would hold what it should point to, or in clear what it should
 * hold encrypted.
 */
final class ContentFilter {
    private ContentFilter() {}

    /** Whether a file must not be committed while the filter of that name is not in force. */
    static boolean isEssential(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals("lfs") || lower.contains("crypt");
    }
}
