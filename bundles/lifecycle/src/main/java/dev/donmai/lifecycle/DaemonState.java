package dev.donmai.lifecycle;

import java.util.Locale;

/** States of the daemon ({@code lifecycle.md} §2). */
public enum DaemonState {
    STOPPED,
    STARTING,
    RUNNING,
    PAUSED,
    DRAINING,
    UPDATING;

    /** The word that {@code doctor} and refusals show. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
