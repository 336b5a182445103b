package dev.donmai.worker.internal.agent;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Finds a pattern in a text that comes in pieces, also where a match is spread over several of them. What it keeps of the
 * earlier pieces is bounded.
 */
final class TextWindow {

    /** Longer than anything that is looked for. */
    private static final int KEPT = 512;

    private final Pattern pattern;
    private String tail = "";

    TextWindow(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Adds a piece; the matches that end in it, in their order. */
    List<MatchResult> add(String piece) {
        String joined = tail + piece;
        int before = tail.length();
        tail = joined.substring(Math.max(0, joined.length() - KEPT));
        return pattern.matcher(joined)
                .results()
                .filter(match -> match.end() > before)
                .toList();
    }
}
