package dev.donmai.tck.internal;

import java.util.Collection;
import java.util.Map;

/** Ways to find a demand not met; the text says what was found instead. */
public final class Demand {

    private Demand() {}

    /** That something holds. */
    public static void that(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    /** That there is none of something. */
    public static void none(Collection<?> found, String otherwise) {
        that(found.isEmpty(), otherwise + ": " + found);
    }

    /** That there is none of something. */
    public static void none(Map<?, ?> found, String otherwise) {
        that(found.isEmpty(), otherwise + ": " + found);
    }
}
