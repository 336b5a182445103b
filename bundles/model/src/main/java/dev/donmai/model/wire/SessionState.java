package dev.donmai.model.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** States of a session ({@code sessions.md} §1.1, {@code additions.md} §1), in lower case on the wire. */
public enum SessionState {
    /** Reserved and being started. */
    @JsonProperty("starting")
    STARTING,
    /** Its wrapper lives. */
    @JsonProperty("running")
    RUNNING,
    /** Ended with status 0. */
    @JsonProperty("completed")
    COMPLETED,
    /** Ended any other way. */
    @JsonProperty("failed")
    FAILED,
    /** Ended because it was told to. */
    @JsonProperty("terminated")
    TERMINATED,
    /** Broken off, can be continued. */
    @JsonProperty("interrupted")
    INTERRUPTED;

    /** Whether the session is over. */
    public boolean ended() {
        return this != STARTING && this != RUNNING;
    }

    /** The word on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
