package dev.donmai.model.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Why a session ended ({@code additions.md} §1). */
public enum ExitReason {
    @JsonProperty("completed")
    COMPLETED,
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("signalled")
    SIGNALLED,
    @JsonProperty("timeout")
    TIMEOUT,
    @JsonProperty("stopped")
    STOPPED,
    @JsonProperty("output-limit")
    OUTPUT_LIMIT,
    @JsonProperty("idle")
    IDLE,
    @JsonProperty("oom")
    OOM,
    @JsonProperty("wrapper-lost")
    WRAPPER_LOST,
    @JsonProperty("spawn-failed")
    SPAWN_FAILED;

    /** The word on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
