package dev.donmai.model;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An id that a server chose, as one segment of a path: anything that could lead elsewhere is refused or encoded. */
public final class PathSegment {

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final int LONGEST = 512;

    private PathSegment() {}

    /** What keeps an id out of a path, as the end of a sentence; empty when nothing does. */
    public static Optional<String> objectionTo(String id) {
        if (id.isEmpty()) {
            return Optional.of("is empty");
        }
        if (id.length() > LONGEST) {
            return Optional.of("is longer than " + LONGEST + " characters");
        }
        if (id.equals(".") || id.equals("..")) {
            return Optional.of("is a directory");
        }
        if (id.chars().anyMatch(c -> c == '/' || c == '\\' || c == '?' || c == '#' || Character.isISOControl(c))) {
            return Optional.of("contains a slash, \"?\", \"#\" or a control character");
        }
        return Optional.empty();
    }

    /**
     * The id, percent-encoded.
     *
     * @throws IllegalArgumentException when {@link #objectionTo} objects
     */
    public static String of(String id) {
        Optional<String> objection = objectionTo(id);
        if (objection.isPresent()) {
            throw new IllegalArgumentException("an id that " + objection.get() + " cannot be part of an address");
        }
        return encoded(id);
    }

    /** Any text, percent-encoded: ASCII, and another one for another text. */
    public static String encoded(String id) {
        StringBuilder segment = new StringBuilder();
        for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(b) >= 0) {
                segment.append((char) b);
            } else {
                segment.append("%%%02X".formatted(b));
            }
        }
        return segment.toString();
    }
}
