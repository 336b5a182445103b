package dev.donmai.model.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.donmai.model.Defaults;
import dev.donmai.model.wire.Exit;
import java.time.Instant;

/**
 * {@code exit.json}: how the command ended, written by the launch wrapper.
 *
 * @param code exit status; -1 when a signal ended it
 * @param signal number of the signal; 0 when none did
 * @param at when, whole seconds
 * @param oom whether the kernel killed something of the session for want of memory
 */
public record ExitFile(
        Integer code,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int signal,
        Instant at,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean oom) {

    public ExitFile {
        code = Defaults.or(code, Exit.NO_CODE);
    }
}
