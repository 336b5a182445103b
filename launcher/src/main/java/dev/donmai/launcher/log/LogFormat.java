package dev.donmai.launcher.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a record becomes a line. */
public enum LogFormat {
    /** {@code key=value} pairs. */
    TEXT,
    /** One JSON object. */
    JSON;

    private static final Pattern KEY = Pattern.compile("(?m)^[^#\n]*\\blogFormat:[ \t]*[\"']?(text|json)\\b");

    /**
     * What {@code observability.logFormat} of a configuration file says; text where it says nothing that can be read.
     * Looks at the one line only: the log is needed before the configuration is read, and to report what is wrong with it.
     */
    public static LogFormat configuredIn(Path file) {
        try {
            Matcher key = KEY.matcher(Files.exists(file) ? Files.readString(file) : "");
            return key.find() ? named(key.group(1)) : TEXT;
        } catch (IOException e) {
            // Whoever reads the configuration will say so, as text.
            return TEXT;
        }
    }

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
