package dev.donmai.model;

import org.jspecify.annotations.Nullable;

/**
 * Value filter for {@code @JsonInclude(value = CUSTOM, valueFilter = Omit.class)}: suppresses an {@link Omittable} that
 * is absent. Jackson asks a filter whether it "equals" the value.
 */
public final class Omit {

    @Override
    public boolean equals(@Nullable Object value) {
        return value == null || (value instanceof Omittable omittable && omittable.absent());
    }

    @Override
    public int hashCode() {
        return 0;
    }
}
