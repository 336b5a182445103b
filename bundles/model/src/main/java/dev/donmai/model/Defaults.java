package dev.donmai.model;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a record's constructor makes of members that a document left out or set to null. */
public final class Defaults {

    private Defaults() {}

    /** The text, or the empty one. */
    public static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** The text, or another one when it is absent or empty. */
    public static String text(@Nullable String text, String otherwise) {
        return text == null || text.isEmpty() ? otherwise : text;
    }

    /** The value, or another one. */
    public static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    /** An unmodifiable copy, empty when absent. */
    public static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /** An unmodifiable copy in the document's order that may hold null values, empty when absent. */
    public static <V> Map<String, V> map(@Nullable Map<String, V> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** An unmodifiable copy in the document's order, with the empty text for null. */
    public static Map<String, String> texts(@Nullable Map<String, String> map) {
        Map<String, String> copy = new LinkedHashMap<>();
        map(map).forEach((key, value) -> copy.put(key, text(value)));
        return Collections.unmodifiableMap(copy);
    }

    /** The instant, or the epoch. */
    public static Instant instant(@Nullable Instant instant) {
        return instant == null ? Instant.EPOCH : instant;
    }
}
