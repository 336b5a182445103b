package dev.donmai.worker.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.donmai.model.Json;
import dev.donmai.model.wire.SessionDetail;
import org.junit.jupiter.api.Test;

class PromptTest {

    private static String prompt(String json) throws JsonProcessingException {
        return Prompt.of(Json.read(json.replace('\'', '"'), SessionDetail.class));
    }

    @Test
    void aBodyAloneIsPassedOnAsItIs() throws JsonProcessingException {
        assertThat(prompt("{'body':' make it so\\n'}")).isEqualTo(" make it so\n");
    }

    @Test
    void anIssueGetsAHeadline() throws JsonProcessingException {
        assertThat(prompt("{'issueIdentifier':'ABC-1','title':'Fix','body':'It is broken'}"))
                .isEqualTo("Issue ABC-1 — Fix\n\nIt is broken");
        assertThat(prompt("{'issueIdentifier':'ABC-1'}")).isEqualTo("Issue ABC-1");
    }

    @Test
    void aPreparedContextComesFirstAndWhatSurroundsItAfterwards() throws JsonProcessingException {
        assertThat(prompt("{'promptContext':'ctx','body':'unused','parentContext':'par','mentionContext':'men'}"))
                .isEqualTo("ctx\n\npar\n\nmen");
    }

    @Test
    void aStageSpeaksForItself() throws JsonProcessingException {
        assertThat(prompt("{'body':'b','stagePrompt':'do\\n\\n'}")).isEqualTo("do");
        String detail =
                "{'stagePrompt':'do','stageId':'st','stageBudget':{'maxSubAgents':3},'stageSourceEventId':'ev'}";
        assertThat(prompt(detail)).isEqualTo("""
                <stage>st</stage>
                <stageBudget maxDurationSeconds="0" maxSubAgents="3" maxTokens="0" />
                <stageSourceEventId>ev</stageSourceEventId>

                do""");
    }
}
