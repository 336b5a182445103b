package dev.donmai.worker.internal.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.donmai.model.Json;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.worker.Works;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptsTest {

    private static Prompts prompts(String json) throws JsonProcessingException {
        return Prompts.of(Works.of(Json.read(json.replace('\'', '"'), SessionDetail.class)));
    }

    private static String user(String json) throws JsonProcessingException {
        return prompts(json).user();
    }

    @Test
    void whatSomebodyOnThisMachineSaysIsPassedOnAsItIs() throws JsonProcessingException {
        assertThat(prompts("{'body':' make it so\\n'}")).isEqualTo(new Prompts("", " make it so\n"));
    }

    @Test
    void anIssueGetsAHeadlineAndItsContext() throws JsonProcessingException {
        assertThat(user("{'issueIdentifier':'ABC-1','title':'Fix','body':'It is broken'}"))
                .startsWith("# Development: ABC-1\n\nIssue ABC-1 — Fix\n\nIt is broken\n\n## What to do\n\n1. ");
        assertThat(user("{'issueIdentifier':'ABC-1'}")).contains("\n\nIssue ABC-1\n\n##");
    }

    @Test
    void aPreparedContextComesFirstAndWhatSurroundsItAfterwards() throws JsonProcessingException {
        assertThat(user("{'promptContext':'ctx','body':'unused','parentContext':'par','mentionContext':'men'}"))
                .containsSubsequence(
                        "ctx", "## Parent context\n\npar", "## What was said to you\n\nmen", "## What to do")
                .doesNotContain("unused");
    }

    @Test
    void anIssuesTextIsNeverReadAsATemplate() throws JsonProcessingException {
        assertThat(user("{'issueIdentifier':'A','promptContext':'{{identifier}} <b> & {{#x}}'}"))
                .contains("{{identifier}} <b> & {{#x}}");
    }

    @ParameterizedTest
    @CsvSource({
        "development,Development",
        "coordination,Development",
        "anything,Development",
        "'',Development",
        "qa,Quality assurance",
        "research,Research"
    })
    void theWorkTypeChoosesTheText(String workType, String headline) throws JsonProcessingException {
        assertThat(user("{'issueIdentifier':'A','workType':'" + workType + "'}"))
                .startsWith("# " + headline + ": A");
    }

    @Test
    void developmentOwesAPullRequestWhereThereIsAPlatform() throws JsonProcessingException {
        String platform = "'platformUrl':'https://p','issueIdentifier':'A','issueId':'i'";
        assertThat(user("{" + platform + "}"))
                .contains("git push -u origin HEAD", "gh pr create", "Comment on the issue", "WORK_RESULT:passed");
        assertThat(user("{'issueIdentifier':'A'}"))
                .contains("Do not push", "WORK_RESULT:failed")
                .doesNotContain("gh pr create", "Comment on the issue");
        assertThat(user("{" + platform + ",'workType':'qa'}"))
                .contains("Write no code", "WORK_RESULT:passed")
                .doesNotContain("gh pr create");
        assertThat(user("{" + platform + ",'workType':'research'}"))
                .contains("push nothing")
                .doesNotContain("WORK_RESULT");
    }

    @Test
    void theSystemTextSaysWhoTheAgentIs() throws JsonProcessingException {
        assertThat(prompts("{'sessionId':'s','issueIdentifier':'A','organizationId':'org','projectName':'shop'}")
                        .system())
                .contains("Session: s\n", "Organization: org\n", "Project: shop\n", "Base ref: <default>\n")
                .contains("Never ask a question")
                .doesNotContain("{{");
        assertThat(prompts("{'issueIdentifier':'A'}").system())
                .contains("Session: <unassigned>\n", "Organization: <unspecified>\n", "Project: <unspecified>\n");
    }

    @Test
    void aStageSpeaksForItself() throws JsonProcessingException {
        assertThat(user("{'body':'b','stagePrompt':'do\\n\\n'}")).isEqualTo("do");
        String detail =
                "{'stagePrompt':'do','stageId':'st','stageBudget':{'maxSubAgents':3},'stageSourceEventId':'ev'}";
        assertThat(user(detail)).isEqualTo("""
                <stage>st</stage>
                <stageBudget maxDurationSeconds="0" maxSubAgents="3" maxTokens="0" />
                <stageSourceEventId>ev</stageSourceEventId>

                do""");
        assertThat(user("{'stagePrompt':'do','stageSourceEventId':'ev'}")).isEqualTo("do");
    }

    @Test
    void remindersNameTheSubject() {
        assertThat(Reminder.ofPullRequest("A-1: Fix", true))
                .contains("git commit -m \"feat: A-1: Fix\"", "gh pr create --fill", "Comment on the issue");
        assertThat(Reminder.ofPullRequest("A-1: Fix", false)).doesNotContain("Comment on the issue");
        assertThat(Reminder.ofVerdict("A-1")).contains("WORK_RESULT:failed").doesNotContain("gh pr");
    }
}
