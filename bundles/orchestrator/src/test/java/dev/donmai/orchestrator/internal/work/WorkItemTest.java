package dev.donmai.orchestrator.internal.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.donmai.model.Json;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkItemTest {

    private static WorkItem read(String json) throws InvalidItemException {
        return WorkItem.read("file-name", json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anItemIsReadAsAPollWouldBringIt() throws Exception {
        WorkItem work = read("""
                {"sessionId": "ses_91", "issueId": "iss_4", "projectName": "smoke-alpha",
                 "repository": "github.com/acme/smokes-alpha", "ref": "main", "priority": 2, "queuedAt": 1779875998123,
                 "maxDurationSeconds": 3600, "env": {"FEATURE_X": "1"}, "resources": {"vCpu": 2, "memoryMb": 4096},
                 "workType": "development", "promptContext": "…", "unknown": [1],
                 "resolvedProfile": {"provider": "claude", "model": "m-1"}}
                """);
        assertThat(work.priority()).isEqualTo(2);
        assertThat(work.queuedAt()).isEqualTo(1_779_875_998_123L);
        assertThat(work.spec().sessionId()).isEqualTo("ses_91");
        assertThat(work.spec().repository()).isEqualTo("github.com/acme/smokes-alpha");
        assertThat(work.spec().env()).containsEntry("FEATURE_X", "1");
        assertThat(work.spec().maxDurationSeconds()).isEqualTo(3600);
        assertThat(work.spec().resources().memoryMb()).isEqualTo(4096);
        assertThat(work.detail().sessionId()).isEqualTo("ses_91");
        assertThat(work.detail().projectName()).isEqualTo("smoke-alpha");
        assertThat(work.detail().namedRuntime()).isEqualTo("claude");
    }

    @Test
    void withoutAnIdTheFileNameIsOne() throws Exception {
        assertThat(read("{\"repository\":\"r\"}").spec().sessionId()).isEqualTo("file-name");
        assertThat(read("{\"SessionID\":\"\"}").spec().sessionId()).isEqualTo("file-name");
        assertThat(read("{\"repository\":\"r\"}").detail().sessionId()).isEqualTo("file-name");
    }

    @Test
    void whatBelongsToAPlatformIsLeftOut() throws Exception {
        WorkItem work = read("{\"platformUrl\":\"https://o\",\"authToken\":\"t\",\"workerId\":\"w\","
                + "\"gitCredentials\":[{\"token\":\"t\"}]}");
        assertThat(Json.line(work.detail())).isEqualTo("{\"sessionId\":\"file-name\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|not a JSON object",
                "{|not JSON, line 1, column 2",
                "[]|not a JSON object",
                "7|not a JSON object",
                "{\"priority\":\"high\"}|priority is not what it should be",
                "{\"queuedAt\":\"2026-05-20\"}|queuedAt is not what it should be",
                "{\"env\":[]}|env is not what it should be",
                "{\"sessionId\":\"a/b\"}|sessionId contains \"/\"",
                "{\"sessionId\":\"..\"}|sessionId begins with a dot"
            })
    void whatIsNoItemSaysWhy(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(InvalidItemException.class)
                .hasMessageStartingWith(message);
    }

    @Property(tries = 300)
    void anythingIsAnItemOrSaysThatItIsNone(@ForAll byte[] bytes, @ForAll String text) {
        for (byte[] content :
                new byte[][] {bytes, ("{\"sessionId\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8)}) {
            try {
                assertThat(WorkItem.read("n", content).spec().sessionId()).isNotEmpty();
            } catch (InvalidItemException e) {
                assertThat(e).hasMessageMatching("(?s).+");
            }
        }
    }
}
