package dev.donmai.git;

import org.jspecify.annotations.Nullable;

/** The parts of {@code section.subsection.name}. */
record ConfigKey(String section, @Nullable String subsection, String name) {
    static ConfigKey of(String key) {
        int first = key.indexOf('.');
        int last = key.lastIndexOf('.');
        return new ConfigKey(
                key.substring(0, first),
                first == last ? null : key.substring(first + 1, last),
                key.substring(last + 1));
    }
}
