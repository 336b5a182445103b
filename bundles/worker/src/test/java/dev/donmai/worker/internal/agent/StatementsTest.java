package dev.donmai.worker.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.api.agent.AgentEvent;
import dev.donmai.worker.internal.WorkResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementsTest {

    private static Statements of(String... texts) {
        Statements statements = new Statements();
        for (String text : texts) {
            statements.see(new AgentEvent.Text(text));
        }
        return statements;
    }

    private static AgentEvent result(String message) {
        return new AgentEvent.Result(true, message, List.of(), "", AgentEvent.Cost.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "WORK_RESULT:passed, PASSED",
        "work_result : FAILED, FAILED",
        "a WORK_RESULT::unknown b, UNKNOWN",
        "WORK_RESULT failed, FAILED"
    })
    void aMarkerIsFoundWhateverItsForm(String text, WorkResult expected) {
        assertThat(of(text).workResult()).contains(expected);
    }

    @Test
    void whatIsNoMarkerIsNone() {
        assertThat(of("WORK_RESULTpassed", " WORK_RESULT: maybe ", "passed").workResult())
                .isEmpty();
    }

    @Test
    void aMarkerInACodeBlockCounts() {
        assertThat(of("Done.\n```\nWORK_RESULT:passed\n```\n").workResult()).contains(WorkResult.PASSED);
    }

    @Test
    void ofOneTextTheFirstMarkerCountsAndOfSeveralTextsTheLast() {
        assertThat(of("WORK_RESULT:passed or WORK_RESULT:failed").workResult()).contains(WorkResult.PASSED);
        assertThat(of("WORK_RESULT:passed", "no", "WORK_RESULT:failed").workResult())
                .contains(WorkResult.FAILED);
    }

    @Test
    void aMarkerIsFoundHoweverItIsCut() {
        String text = "some words, then WORK_RESULT: failed, and an end";
        for (int one = 0; one <= text.length(); one++) {
            for (int other = one; other <= text.length(); other++) {
                assertThat(of(text.substring(0, one), text.substring(one, other), text.substring(other))
                                .workResult())
                        .as("cut at %s and %s", one, other)
                        .contains(WorkResult.FAILED);
            }
        }
    }

    @Test
    void theFinalMessageIsSearchedToo() {
        Statements statements = of("nothing");
        statements.see(result("All done. WORK_RESULT:passed https://github.com/o/r/pull/12"));
        assertThat(statements.workResult()).contains(WorkResult.PASSED);
        assertThat(statements.pullRequest()).isEqualTo("https://github.com/o/r/pull/12");
    }

    @Test
    void theLastPullRequestCounts() {
        assertThat(of("see https://github.com/o/r/pull/1 and https://github.com/o/r.x/pull/23.")
                        .pullRequest())
                .isEqualTo("https://github.com/o/r.x/pull/23");
        assertThat(of("https://github.com/o/r/pu", "ll/4", "56 is it").pullRequest())
                .isEqualTo("https://github.com/o/r/pull/456");
        assertThat(of("https://example.org/o/r/pull/1 stub://pr/123").pullRequest())
                .isEmpty();
    }

    @Test
    void aToolsOutputCountsOnlyWhileNoneIsKnown() {
        Statements statements = new Statements();
        statements.see(new AgentEvent.ToolResult("Bash", "1", "https://github.com/o/r/pull/1\n", false));
        statements.see(new AgentEvent.ToolResult("Bash", "2", "https://github.com/o/r/pull/2\n", false));
        assertThat(statements.pullRequest()).isEqualTo("https://github.com/o/r/pull/1");
        statements.see(new AgentEvent.Text("https://github.com/o/r/pull/3"));
        assertThat(statements.pullRequest()).isEqualTo("https://github.com/o/r/pull/3");
    }

    @Test
    void aCommentOnTheIssueIsNoticed() {
        Statements statements = new Statements();
        statements.see(new AgentEvent.ToolUse("mcp__af-linear__create_comment", "1", Map.of(), ""));
        assertThat(statements.commented()).isTrue();
    }
}
