package dev.donmai.git;

import java.util.Arrays;
import java.util.Optional;

/** How much of a repository a check-out brings along ({@code projects[].cloneStrategy} of the configuration). */
public enum CloneStrategy {
    /** One commit, without history. */
    SHALLOW("shallow"),
    /** All branches and tags with their history. */
    FULL("full"),
    /** As {@link #FULL}, with the objects borrowed from a bare mirror that the sessions of this machine share. */
    REFERENCE_CLONE("reference-clone");

    private final String key;

    CloneStrategy(String key) {
        this.key = key;
    }

    /** The word for it in the configuration. */
    public String key() {
        return key;
    }

    /** The strategy called {@code key} in the configuration; empty when there is none of that name. */
    public static Optional<CloneStrategy> of(String key) {
        return Arrays.stream(values())
                .filter(strategy -> strategy.key.equals(key))
                .findFirst();
    }
}
