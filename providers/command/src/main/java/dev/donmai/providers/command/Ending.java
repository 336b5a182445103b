package dev.donmai.providers.command;

import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentEvent.Cost;
import dev.donmai.api.agent.AgentEvent.Failure;
import dev.donmai.api.agent.AgentEvent.Result;
import java.util.List;

/**
 * What is known when the program is gone, and the one event that follows from it.
 *
 * @param program the program's name
 * @param stopped whether the session was stopped from outside before the program's exit
 * @param lingered whether the program was ended because it did not exit after its result
 * @param status exit status, 128 + n after signal n
 * @param output what the program said
 * @param errors the end of its standard error
 */
record Ending(String program, boolean stopped, boolean lingered, int status, OutputFormat output, String errors) {

    private static final int SIGNAL_BASE = 128;
    private static final int HIGHEST_SIGNAL = 64;

    AgentEvent event() {
        if (output.result().isPresent()) {
            Result said = output.result().get();
            if (status == 0 || !said.success() || stopped || lingered) {
                return said;
            }
        } else if (stopped) {
            return whenStopped();
        } else if (status == 0) {
            return output.failure()
                    .map(f -> new Result(false, output.lastWords(), List.of(f.message()), f.code(), output.cost()))
                    .orElseGet(() -> new Result(true, output.lastWords(), List.of(), "", output.cost()));
        }
        boolean signalled = status > SIGNAL_BASE && status <= SIGNAL_BASE + HIGHEST_SIGNAL;
        String how = signalled ? "was ended by signal " + (status - SIGNAL_BASE) : "ended with exit status " + status;
        String code = signalled ? "signal_" + (status - SIGNAL_BASE) : "exit_" + status;
        return new Failure(code, program + " " + how + (errors.isEmpty() ? "" : "; its last errors were:\n" + errors));
    }

    static Result whenStopped() {
        return new Result(false, "", List.of("command: stopped by caller"), "stopped", Cost.NONE);
    }
}
