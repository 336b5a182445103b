package dev.donmai.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the agent says (sessions.md §2.9), and where its issue goes: the work types of §2.17. */
class IssueStatusTest extends SessionOfPlatform {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a marker in two pieces        | echo 'say: WORK_RES'; echo 'say: ULT:passed'            | passed  | completed",
                "a marker in a code block      | echo 'say: ```WORK_RESULT: failed```'                   | failed  | completed",
                "two markers in one text       | echo 'say: WORK_RESULT:passed WORK_RESULT:failed'       | passed  | completed",
                "two texts with a marker       | echo 'say: WORK_RESULT:passed'; echo 'say: WORK_RESULT:failed' | failed | completed",
                "nothing that is known         | echo 'say: WORK_RESULT:unknown'                         | unknown | completed",
                "no marker                     | echo 'say: WORK_RESULT passing'                         |         | completed",
                "a second result that failed   | echo 'say: WORK_RESULT:passed'; echo result; echo 'result failed' | passed | completed",
                "a second result that is well  | echo 'result failed'; echo result                       |         | failed",
                "an error after the result     | echo result; echo 'error: too late'                     |         | completed"
            })
    void ofAllThatIsSaidTheContractsWordCounts(String name, String script, String workResult, String status)
            throws IOException {
        JsonNode printed = run("qa", script);
        assertThat(printed.path("workResult").asText()).isEqualTo(workResult == null ? "" : workResult);
        assertThat(printed.path("status").asText()).isEqualTo(status);
        assertReported(status);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "development,                passed, Finished,  passed",
        "development,                failed, -,         no-mapping",
        "inflight,                   passed, Finished,  passed",
        "coordination,               passed, Finished,  passed",
        "inflight-coordination,      passed, Finished,  passed",
        "qa,                         passed, Delivered, passed",
        "qa,                         failed, Rejected,  failed",
        "acceptance,                 passed, Accepted,  passed",
        "acceptance,                 failed, Rejected,  failed",
        "merge,                      passed, -,         no-mapping",
        "merge,                      failed, -,         no-mapping",
        "refinement,                 failed, Backlog,   completed-non-sensitive",
        "refinement-coordination,    passed, Backlog,   completed-non-sensitive",
        "security,                   passed, Finished,  completed-non-sensitive",
        "research,                   passed, -,         no-mapping",
        "backlog-creation,           passed, -,         no-mapping",
        "backlog-groomer,            passed, -,         no-mapping",
        "improvement-loop,           passed, -,         no-mapping",
        "outcome-auditor,            passed, -,         no-mapping",
        "ga-readiness,               passed, -,         no-mapping",
        "documentation-steward,      passed, -,         no-mapping",
        "operational-scanner-vercel, passed, -,         no-mapping",
        "operational-scanner-audit,  passed, -,         no-mapping",
        "operational-scanner-ci,     passed, -,         no-mapping",
        "a-type-of-tomorrow,         passed, -,         no-mapping",
        "'',                         passed, -,         no-work-type"
    })
    void theIssueGoesWhereItsWorkTypeSays(String workType, String said, String target, String reason)
            throws IOException {
        JsonNode transition =
                run(workType, "echo 'say: WORK_RESULT:" + said + "'").path("linearStatusTransition");
        assertThat(transition.path("reason").asText()).isEqualTo(reason);
        assertThat(transition.path("targetStatus").asText("-")).isEqualTo(target);
        assertThat(transition.path("workType").asText()).isEqualTo(workType);
        assertThat(transition.path("workResult").asText()).isEqualTo(said);
        if (target.equals("-")) {
            assertThat(standIn.calls("issue-tracker-proxy")).isEmpty();
            assertThat(transition.path("attempted").asBoolean(true)).isFalse();
            return;
        }
        assertThat(transition.path("succeeded").asBoolean()).isTrue();
        assertThat(standIn.calls("issue-tracker-proxy")).singleElement().satisfies(call -> {
            assertThat(call.path()).isEqualTo("/api/issue-tracker-proxy");
            assertThat(call.bearer()).isEqualTo("Bearer secret-token-1");
            assertThat(call.body().path("method").asText()).isEqualTo("updateIssueStatus");
            assertThat(call.body().path("args")).hasToString("[\"issue-1\",\"" + target + "\"]");
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "development, -,        no-mapping",
        "qa,          Rejected, agent-failed",
        "acceptance,  Rejected, agent-failed",
        "refinement,  -,        non-sensitive-failed",
        "research,    -,        non-sensitive-failed"
    })
    void aFailedSessionCountsAsFailedWorkWhateverItSaid(String workType, String target, String reason)
            throws IOException {
        JsonNode transition =
                run(workType, "echo 'say: WORK_RESULT:passed'; exit 3").path("linearStatusTransition");
        assertThat(transition.path("reason").asText()).isEqualTo(reason);
        assertThat(transition.path("targetStatus").asText("-")).isEqualTo(target);
        assertThat(standIn.calls("issue-tracker-proxy")).hasSize(target.equals("-") ? 0 : 1);
    }

    @Test
    void withoutAMarkerTheIssueGetsAComment() throws IOException, InterruptedException {
        JsonNode printed = run("qa", "echo 'say: looks fine'");
        assertThat(standIn.calls("issue-tracker-proxy")).singleElement().satisfies(call -> {
            assertThat(call.body().path("method").asText()).isEqualTo("createComment");
            assertThat(call.body().path("args").path(1).asText())
                    .startsWith("WARNING: Agent completed but no structured result marker was detected in the output.")
                    .contains("WORK_RESULT:passed", "WORK_RESULT:failed", "logs");
        });
        assertThat(printed.path("linearStatusTransition")
                        .path("diagnosticPosted")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void anIssueThatCantBeMovedIsAWarning() throws IOException, InterruptedException {
        standIn.only(
                "issue-tracker-proxy",
                200,
                "{\"success\":false,\"error\":{\"code\":\"x\",\"message\":\"no such state\",\"retryable\":false}}");
        Ended ended = end("qa", "echo 'say: WORK_RESULT:passed'");
        assertThat(ended.status()).isZero();
        assertThat(ended.printed().path("postSessionWarnings").path(0).asText())
                .startsWith("linear updateIssueStatus failed (workType=qa targetStatus=Delivered): ")
                .contains("no such state");
    }
}
