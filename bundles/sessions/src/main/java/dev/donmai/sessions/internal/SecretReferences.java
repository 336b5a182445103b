package dev.donmai.sessions.internal;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The variables that a provider's settings refer to with {@code env:NAME}; only those are handed to its worker. */
final class SecretReferences {

    private static final String SCHEME = "env:";

    private SecretReferences() {}

    static Set<String> variables(Map<String, Object> settings) {
        Set<String> names = new LinkedHashSet<>();
        collect(settings, names);
        return names;
    }

    private static void collect(Object value, Set<String> names) {
        switch (value) {
            case String text when text.startsWith(SCHEME) -> names.add(text.substring(SCHEME.length()));
            case Map<?, ?> map -> collectAll(map.values(), names);
            case Collection<?> list -> collectAll(list, names);
            default -> {
                // Numbers and booleans refer to nothing.
            }
        }
    }

    private static void collectAll(Collection<?> values, Set<String> names) {
        for (Object value : values) {
            if (value != null) {
                collect(value, names);
            }
        }
    }
}
