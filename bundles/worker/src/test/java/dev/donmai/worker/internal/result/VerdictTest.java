package dev.donmai.worker.internal.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.api.agent.AgentEvent;
import dev.donmai.worker.internal.Cancellation.Cause;
import dev.donmai.worker.internal.Cancellation.Request;
import dev.donmai.worker.internal.FailureMode;
import dev.donmai.worker.internal.SessionFailure;
import dev.donmai.worker.internal.agent.Observed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The table of sessions.md §2.16. */
class VerdictTest {

    private static final Optional<Request> TERMINATED = Optional.of(new Request(Cause.TERMINATED, "context canceled"));

    private final Observed observed = new Observed();

    private Verdict verdict() {
        return Verdict.of(Optional.empty(), Optional.empty(), observed);
    }

    private void result(boolean success, String message, String... errors) {
        observed.see(new AgentEvent.Result(success, message, List.of(errors), "", AgentEvent.Cost.NONE));
    }

    private static Verdict failed(FailureMode mode, String error) {
        return new Verdict(false, Optional.of(mode), error);
    }

    @Test
    void successCompletes() {
        result(true, "fine");
        assertThat(verdict()).isEqualTo(new Verdict(true, Optional.empty(), ""));
    }

    @Test
    void anErrorBeforeSuccessIsKept() {
        observed.see(new AgentEvent.Failure("x", "first"));
        observed.see(new AgentEvent.Failure("x", "last"));
        result(true, "fine");
        assertThat(verdict()).isEqualTo(new Verdict(true, Optional.of(FailureMode.PROVIDER_ERROR), "last"));
    }

    @Test
    void aFailedResultIsASilentExitWithItsErrors() {
        result(false, "m", "a", "b");
        assertThat(verdict()).isEqualTo(failed(FailureMode.SILENT_EXIT, "a; b"));
    }

    @Test
    void anErrorWithoutResultIsAProviderError() {
        observed.see(new AgentEvent.Failure("code", ""));
        assertThat(verdict()).isEqualTo(failed(FailureMode.PROVIDER_ERROR, "code"));
    }

    @Test
    void nothingAtAllIsASilentExit() {
        assertThat(verdict()).isEqualTo(failed(FailureMode.SILENT_EXIT, "the agent ended without a result"));
    }

    @Test
    void terminationDoesNotUndoASuccessButALimitDoes() {
        result(true, "fine");
        assertThat(Verdict.of(Optional.empty(), TERMINATED, observed).completed())
                .isTrue();
        Optional<Request> limit = Optional.of(new Request(Cause.OUTPUT, "too much"));
        assertThat(Verdict.of(Optional.empty(), limit, observed))
                .isEqualTo(failed(FailureMode.OUTPUT_LIMIT, "too much"));
    }

    @Test
    void terminationExplainsAStepThatWasInterrupted() {
        Optional<SessionFailure> failure =
                Optional.of(new SessionFailure(FailureMode.WORKTREE_PROVISION, "interrupted"));
        assertThat(Verdict.of(failure, TERMINATED, observed))
                .isEqualTo(failed(FailureMode.TIMEOUT, "context canceled"));
        assertThat(Verdict.of(failure, Optional.empty(), observed))
                .isEqualTo(failed(FailureMode.WORKTREE_PROVISION, "interrupted"));
    }
}
