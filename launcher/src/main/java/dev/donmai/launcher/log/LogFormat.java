package dev.donmai.launcher.log;

import java.util.Locale;

/** How a record becomes a line. */
public enum LogFormat {
    /** {@code key=value} pairs. */
    TEXT,
    /** One JSON object. */
    JSON;

    /**
     * The format of that name; text when the name is empty.
     *
     * @throws IllegalArgumentException when there is no such format; the message says which there are
     */
    public static LogFormat named(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "", "text" -> TEXT;
            case "json" -> JSON;
            default -> throw new IllegalArgumentException("log format \"" + name + "\" is neither text nor json");
        };
    }
}
