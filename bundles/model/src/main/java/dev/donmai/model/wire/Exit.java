package dev.donmai.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.donmai.model.Defaults;
import dev.donmai.model.Omittable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a session ended ({@code additions.md} §1).
 *
 * @param state final state
 * @param reason why
 * @param code exit status; -1 when it has none
 * @param signal number of the signal that ended it; 0 when none did
 * @param at when
 */
public record Exit(
        SessionState state,
        ExitReason reason,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = NoCode.class)
        Integer code,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int signal,
        Instant at)
        implements Omittable {

    /** The exit of a session that still lives. */
    public static final Exit NONE =
            new Exit(SessionState.RUNNING, ExitReason.COMPLETED, Exit.NO_CODE, 0, Instant.EPOCH);

    /** The exit status of a session that has none. */
    public static final int NO_CODE = -1;

    public Exit {
        code = Defaults.or(code, NO_CODE);
    }

    @Override
    public boolean absent() {
        return !state.ended();
    }

    /** Leaves out an exit status that does not exist; zero is one. */
    static final class NoCode {

        @Override
        public boolean equals(@Nullable Object value) {
            return value == null || value.equals(NO_CODE);
        }

        @Override
        public int hashCode() {
            return NO_CODE;
        }
    }
}
