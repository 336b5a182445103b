package dev.donmai.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.donmai.model.Defaults;

/**
 * Reply of every action route.
 *
 * @param ok whether it was accepted
 * @param message one word or sentence
 * @param error the message again when it was refused, for clients that look for {@code error} (README decision 3)
 */
public record ActionReply(
        boolean ok,
        String message,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String error) {

    public ActionReply {
        error = Defaults.text(error);
    }

    public ActionReply(boolean ok, String message) {
        this(ok, message, ok ? "" : message);
    }
}
