package dev.donmai.launcher.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/**
 * What was looked at and how it is; in JSON like the checks of a daemon.
 *
 * @param name in lower case with hyphens
 * @param summary one sentence without a full stop
 * @param remedy what to do about it; empty when there is nothing to do
 */
public record Check(
        String name,
        State state,
        String summary,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String remedy) {

    /** How something is. */
    public enum State {
        OK,
        WARNING,
        FAILED;

        /** The word of the wire. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The state of that name; one we do not know is worth a look. */
        public static State named(String name) {
            return Arrays.stream(values())
                    .filter(state -> state.wireName().equals(name))
                    .findFirst()
                    .orElse(WARNING);
        }
    }

    /** All is well. */
    public static Check ok(String name, String summary) {
        return new Check(name, State.OK, summary, "");
    }

    /** It works, but not as somebody might expect. */
    public static Check warning(String name, String summary, String remedy) {
        return new Check(name, State.WARNING, summary, remedy);
    }

    /** It does not work. */
    public static Check failed(String name, String summary, String remedy) {
        return new Check(name, State.FAILED, summary, remedy);
    }
}
