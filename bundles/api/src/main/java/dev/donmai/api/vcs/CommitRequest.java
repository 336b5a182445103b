package dev.donmai.api.vcs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A wish for a commit.
 *
 * @param message the message, without trailers
 * @param trailers where the commit comes from, as lines {@code Key: value} below the message, in this order
 * @param maxFiles above so many changed files nothing is committed
 */
public record CommitRequest(String message, Map<String, String> trailers, int maxFiles) {

    /** More files than that are an accident and not a change ({@code sessions.md} §2.15). */
    public static final int MAX_FILES = 200;

    public CommitRequest {
        trailers = Collections.unmodifiableMap(new LinkedHashMap<>(trailers));
    }

    /** Without trailers, of at most {@link #MAX_FILES} files. */
    public static CommitRequest of(String message) {
        return new CommitRequest(message, Map.of(), MAX_FILES);
    }
}
