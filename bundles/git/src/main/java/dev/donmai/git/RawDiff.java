package dev.donmai.git;

import java.util.ArrayList;
import java.util.List;

/** Reads {@code git diff --raw -z --no-renames}: lines {@code :<mode> <mode> <id> <id> <status>} and a path. */
final class RawDiff {
    private static final String GITLINK = "160000";
    private static final String ABSENT = "000000";

    private RawDiff() {}

    /** One path and what it was before. */
    record Entry(String path, String oldMode, String oldId, String newMode) {
        boolean submodule() {
            return oldMode.equals(GITLINK) || newMode.equals(GITLINK);
        }

        /** A line for {@code git update-index --index-info} that brings the old state back. */
        String restoring() {
            return (oldMode.equals(ABSENT) ? "0 " + "0".repeat(oldId.length()) : oldMode + " " + oldId) + "\t" + path
                    + "\0";
        }
    }

    static List<Entry> parse(String output) {
        List<Entry> entries = new ArrayList<>();
        String[] parts = output.split("\0", -1);
        for (int i = 0; i + 1 < parts.length; i += 2) {
            String[] fields = parts[i].substring(1).split(" ", 5);
            entries.add(new Entry(parts[i + 1], fields[0], fields[2], fields[1]));
        }
        return entries;
    }
}
