package dev.donmai.worker.internal.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.api.issuetracker.IssueStatus;
import dev.donmai.worker.internal.WorkResult;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of sessions.md §2.17. */
class TransitionTest {

    private static String decide(String workType, boolean completed, WorkResult... said) {
        Transition transition = Transition.of(
                WorkType.of(workType),
                completed,
                Optional.of(said).filter(s -> s.length > 0).map(s -> s[0]));
        String target = transition.target().map(IssueStatus::wireName).orElse("-");
        return target + " " + transition.reason() + (transition.diagnostic() ? " +comment" : "");
    }

    @ParameterizedTest
    @CsvSource({
        "development,           Finished, -",
        "inflight,              Finished, -",
        "coordination,          Finished, -",
        "inflight-coordination, Finished, -",
        "qa,                    Delivered, Rejected",
        "acceptance,            Accepted, Rejected",
        "merge,                 -,        -"
    })
    void aSensitiveTypeGoesWhereTheAgentSays(String workType, String onPassed, String onFailed) {
        String passed = onPassed.equals("-") ? "- no-mapping" : onPassed + " passed";
        String failed = onFailed.equals("-") ? "- no-mapping" : onFailed + " failed";
        String agentFailed = onFailed.equals("-") ? "- no-mapping" : onFailed + " agent-failed";
        assertThat(decide(workType, true, WorkResult.PASSED)).isEqualTo(passed);
        assertThat(decide(workType, true, WorkResult.FAILED)).isEqualTo(failed);
        assertThat(decide(workType, false, WorkResult.FAILED)).isEqualTo(failed);
        assertThat(decide(workType, false, WorkResult.PASSED)).isEqualTo(agentFailed);
        assertThat(decide(workType, false)).isEqualTo(agentFailed);
        assertThat(decide(workType, true)).isEqualTo("- unknown +comment");
        assertThat(decide(workType, true, WorkResult.UNKNOWN)).isEqualTo("- unknown +comment");
    }

    @ParameterizedTest
    @CsvSource({"refinement, Backlog", "refinement-coordination, Backlog", "security, Finished"})
    void anyOtherTypeGoesWhereTheSessionEnds(String workType, String onCompleted) {
        assertThat(decide(workType, true)).isEqualTo(onCompleted + " completed-non-sensitive");
        assertThat(decide(workType, true, WorkResult.FAILED)).isEqualTo(onCompleted + " completed-non-sensitive");
        assertThat(decide(workType, false, WorkResult.PASSED)).isEqualTo("- non-sensitive-failed");
    }

    @ParameterizedTest
    @CsvSource({
        "research",
        "backlog-creation",
        "backlog-groomer",
        "improvement-loop",
        "outcome-auditor",
        "ga-readiness",
        "documentation-steward",
        "operational-scanner-vercel",
        "operational-scanner-audit",
        "operational-scanner-ci",
        "a-type-of-tomorrow"
    })
    void typesWithoutAMappingLeaveTheIssueAlone(String workType) {
        assertThat(decide(workType, true)).isEqualTo("- no-mapping");
        assertThat(decide(workType, false)).isEqualTo("- non-sensitive-failed");
    }

    @Test
    void withoutAWorkTypeNothingIsDone() {
        assertThat(decide("", true, WorkResult.PASSED)).isEqualTo("- no-work-type");
    }
}
