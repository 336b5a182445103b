package dev.donmai.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.donmai.model.Defaults;

/**
 * {@code POST /api/daemon/capacity} ({@code http-api.md} §6.7), applied or refused.
 *
 * @param key as it was sent; empty when the request could not be read
 * @param value likewise
 * @param message {@code applied}, or what was wrong
 * @param error the message again when it was refused (README decision 3)
 */
public record CapacityReply(
        boolean ok,
        String key,
        String value,
        String message,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String error) {

    public CapacityReply {
        key = Defaults.text(key);
        value = Defaults.text(value);
        error = Defaults.text(error);
    }

    /** It is in force. */
    public static CapacityReply applied(String key, String value) {
        return new CapacityReply(true, key, value, "applied", "");
    }

    /** Nothing has changed. */
    public static CapacityReply refused(String key, String value, String why) {
        return new CapacityReply(false, key, value, why, why);
    }
}
