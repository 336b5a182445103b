package dev.donmai.worker.internal.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.api.agent.AgentEvent;
import dev.donmai.worker.internal.Cancellation.Cause;
import dev.donmai.worker.internal.Cancellation.Request;
import dev.donmai.worker.internal.FailureMode;
import dev.donmai.worker.internal.SessionFailure;
import dev.donmai.worker.internal.agent.Observed;
import dev.donmai.worker.internal.result.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The column "Backstop" of sessions.md §2.16, with the bounds of §2.15. */
class BackstopExtentTest {

    private final Observed observed = new Observed();

    private void result(boolean success) {
        observed.see(new AgentEvent.Result(success, "m", List.of(), "", AgentEvent.Cost.NONE));
    }

    private BackstopExtent extent(String workType, Optional<SessionFailure> failure, Optional<Request> request) {
        Verdict verdict = Verdict.of(failure, request, observed);
        return BackstopExtent.of(WorkType.of(workType), verdict, request, observed.pullRequest(), false);
    }

    private BackstopExtent extent(String workType) {
        return extent(workType, Optional.empty(), Optional.empty());
    }

    @Test
    void aSuccessWithItsPullRequestNeedsNothing() {
        observed.see(new AgentEvent.Text("https://github.com/o/r/pull/1"));
        result(true);
        assertThat(extent("development")).isEqualTo(BackstopExtent.NONE);
    }

    @Test
    void aSuccessWithoutOneGetsOneAlsoAfterAnError() {
        observed.see(new AgentEvent.Failure("x", "y"));
        result(true);
        assertThat(extent("development")).isEqualTo(BackstopExtent.PULL_REQUEST);
        assertThat(extent("")).isEqualTo(BackstopExtent.PULL_REQUEST);
    }

    @Test
    void theWorkOfAFailedSessionIsPushedAndNotProposed() {
        assertThat(extent("development")).as("nothing said").isEqualTo(BackstopExtent.PUSH);
        observed.see(new AgentEvent.Failure("x", "y"));
        assertThat(extent("development")).as("an error").isEqualTo(BackstopExtent.PUSH);
        result(false);
        assertThat(extent("development")).as("success=false").isEqualTo(BackstopExtent.PUSH);
        Verdict verdict = Verdict.of(Optional.empty(), Optional.empty(), observed);
        assertThat(BackstopExtent.of(WorkType.of("development"), verdict, Optional.empty(), "", true))
                .as("where the operator wants it")
                .isEqualTo(BackstopExtent.PULL_REQUEST);
    }

    @ParameterizedTest
    @EnumSource(value = Cause.class)
    void whoIsEndedEarlyKeepsTheWorkToItself(Cause cause) {
        assertThat(extent("development", Optional.empty(), Optional.of(new Request(cause, "why"))))
                .isEqualTo(BackstopExtent.COMMIT);
    }

    @ParameterizedTest
    @CsvSource({"WORKTREE_PROVISION", "PROMPT_RENDER", "PROVIDER_RESOLVE", "SPAWN_FAILED", "RECORD_FAILED"})
    void whereNoAgentWorkedThereIsNothingToSave(FailureMode mode) {
        assertThat(extent("development", Optional.of(new SessionFailure(mode, "why")), Optional.empty()))
                .isEqualTo(BackstopExtent.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qa",
                "acceptance",
                "merge",
                "research",
                "refinement",
                "refinement-coordination",
                "backlog-creation",
                "backlog-groomer",
                "improvement-loop",
                "outcome-auditor",
                "ga-readiness",
                "operational-scanner-ci"
            })
    void workThatOwesNoChangeIsNeverTouched(String workType) {
        assertThat(extent(workType)).isEqualTo(BackstopExtent.NONE);
        result(true);
        assertThat(extent(workType)).isEqualTo(BackstopExtent.NONE);
        assertThat(extent(workType, Optional.empty(), Optional.of(new Request(Cause.IDLE, "why"))))
                .isEqualTo(BackstopExtent.NONE);
    }
}
