package dev.donmai.orchestrator.internal.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.model.session.InboxFile;
import dev.donmai.model.wire.GitCredential;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.model.wire.SessionSpec;
import dev.donmai.orchestrator.internal.work.WorkItem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reply of {@code orchestrator.md} §8.1. */
class PollReplyTest {

    private static PollReply read(String body) {
        return PollReply.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static WorkItem sound(PolledItem item) {
        return ((PolledItem.Sound) item).item();
    }

    private static PolledItem.Malformed malformed(String body) {
        return (PolledItem.Malformed) read(body).work().getFirst();
    }

    @Test
    void readsTheExampleOfTheContract() {
        PollReply reply = read("""
                {
                  "work": [
                    {
                      "sessionId": "ses_91",
                      "issueId": "iss_4", "issueIdentifier": "SHOP-12",
                      "projectName": "smoke-alpha",
                      "repository": "github.com/acme/smokes-alpha",
                      "ref": "main",
                      "priority": 2,
                      "queuedAt": 1779875998123,
                      "maxDurationSeconds": 3600,
                      "env": {"FEATURE_X": "1"},
                      "resources": {"vCpu": 2, "memoryMb": 4096},
                      "workType": "development",
                      "promptContext": "…",
                      "resolvedProfile": {"provider": "claude", "model": "m-1", "effort": "high"}
                    }
                  ],
                  "inboxMessages": {"ses_77": [{"id": "msg_1", "kind": "user", "text": "ping"}]},
                  "hasInboxMessages": true,
                  "preClaimed": true,
                  "claimedSessionIds": ["ses_91"],
                  "gitCredentials": [{"token": "git-secret", "cloneUrl": "https://h/r", "expiresAt": "2026"}]
                }""");
        assertThat(reply.problems()).isEmpty();
        WorkItem item = sound(reply.work().getFirst());
        assertThat(item.spec())
                .isEqualTo(new SessionSpec(
                        "ses_91",
                        "github.com/acme/smokes-alpha",
                        "main",
                        new SessionSpec.Resources(2, 4096),
                        Map.of("FEATURE_X", "1"),
                        3600));
        SessionDetail detail = item.detail();
        assertThat(detail.issueIdentifier()).isEqualTo("SHOP-12");
        assertThat(detail.projectName()).isEqualTo("smoke-alpha");
        assertThat(detail.namedRuntime()).isEqualTo("claude");
        assertThat(detail.promptContext()).isEqualTo("…");
        assertThat(item.queuedAt()).isEqualTo(1_779_875_998_123L);
        assertThat(reply.messages()).isEqualTo(Map.of("ses_77", List.of(new InboxFile("msg_1", "user", "ping", ""))));
        assertThat(reply.gitCredentials()).containsExactly(new GitCredential("https://h/r", "git-secret", "2026"));
        assertThat(reply.toString()).doesNotContain("git-secret");
    }

    @Test
    void keepsEachItemByteForByte() {
        String first = "{ \"sessionId\" : \"a\",\"priority\":0 ,\n\t\"x\":[1.50,\"\\u00e9é😀\"], \"queuedAt\":7}";
        String second = "{\"sessionId\":\"b\",\"priority\":\"high\"}";
        PollReply reply = read("{\"é\":\"😀\",\"work\": [ " + first + " ,\n" + second + "]}");
        assertThat(reply.work()).extracting(PolledItem::raw).containsExactly(first, second);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"sessionId":"s","priority":"high"}                 | s  | priority
            {"sessionId":"s","queuedAt":"2026-05-27"}           | s  | queuedAt
            {"sessionId":"s","queuedAt":1.5}                    | s  | queuedAt
            {"sessionId":"s","env":{"A":1}}                     | s  | env
            {"sessionId":"s","env":["A"]}                       | s  | env
            {"sessionId":"s","repository":7}                    | s  | repository
            {"SessionID":"s","resources":"much"}                | s  | resources
            {"sessionId":"s","stageBudget":[]}                  | s  | stageBudget
            {"sessionId":7}                                     | '' | sessionId
            {"repository":"r"}                                  | '' | sessionId
            5                                                   | '' | the item is not an object
            null                                                | '' | the item is not an object
            """)
    void saysWhatIsWrongWithAnItem(String item, String sessionId, String part) {
        PolledItem.Malformed malformed = malformed("{\"work\":[" + item + "]}");
        assertThat(malformed.sessionId()).isEqualTo(sessionId);
        assertThat(malformed.cause()).contains(part);
        assertThat(malformed.raw()).isEqualTo(item);
    }

    @Test
    void oneBadItemTakesNoOtherWithIt() {
        PollReply reply = read("{\"work\":[{\"sessionId\":\"a\"},{\"sessionId\":\"b\",\"priority\":\"high\"},"
                + "{\"sessionId\":\"c\"}]}");
        assertThat(reply.work())
                .extracting(item -> item.sessionId() + " " + item.getClass().getSimpleName())
                .containsExactly("a Sound", "b Malformed", "c Sound");
    }

    @Test
    void whatCameBeforeABreakCounts() {
        PollReply reply =
                read("{\"gitCredentials\":[{\"cloneUrl\":\"u\",\"token\":\"t\"}],\"work\":[{\"sessionId\":\"a\"},"
                        + "{\"sessionId\":\"b\"");
        assertThat(reply.work()).extracting(PolledItem::sessionId).containsExactly("a");
        assertThat(reply.gitCredentials()).hasSize(1);
        assertThat(reply.problems()).singleElement().asString().startsWith("decode poll response: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"work\":null}",
                "{\"work\":[]}",
                "{\"WORK\":[]}",
                "{\"inboxMessages\":null,\"gitCredentials\":null,\"unknown\":{\"work\":[{\"sessionId\":\"a\"}]}}",
                "{\"work\":[]} trailing"
            })
    void nothingToDoIsNoProblem(String body) {
        assertThat(read(body)).isEqualTo(new PollReply(List.of(), Map.of(), List.of(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "<html>", "{\"work\":{}}", "{\"work\":7}"})
    void whatIsNoReplyIsAProblem(String body) {
        assertThat(read(body).problems()).hasSize(1);
        assertThat(read(body).work()).isEmpty();
    }

    @Test
    void badMessagesAndCredentialsAreLeftOutAndNotQuoted() {
        PollReply reply =
                read("{\"inboxMessages\":{\"s\":[{\"id\":\"m\",\"text\":\"hello\"},{\"id\":7,\"text\":\"t0ps3cret\"},"
                        + "3]},\"gitCredentials\":[{\"cloneUrl\":\"u\",\"token\":{\"t0ps3cret\":1}},"
                        + "{\"cloneUrl\":\"u\",\"token\":\"t\"},\"t0ps3cret\"]}");
        assertThat(reply.messages().get("s")).containsExactly(new InboxFile("m", "memory", "hello", ""));
        assertThat(reply.gitCredentials()).containsExactly(new GitCredential("u", "t", ""));
        assertThat(reply.problems()).hasSize(4);
        assertThat(reply.problems().toString()).doesNotContain("t0ps3cret");
    }

    @Test
    void anItemBringsNoPlatformAndNoCredentials() {
        WorkItem item =
                sound(read("{\"work\":[{\"sessionId\":\"s\",\"authToken\":\"evil\",\"PlatformURL\":\"http://evil\","
                                + "\"workerId\":\"evil\",\"gitCredentials\":[{\"token\":\"evil\"}]}]}")
                        .work()
                        .getFirst());
        assertThat(item.detail().authToken()
                        + item.detail().platformUrl()
                        + item.detail().workerId())
                .isEmpty();
        assertThat(item.detail().gitCredentials()).isEmpty();
        SessionDetail asked =
                item.request("https://o.example", "wkr_1").detail().orElseThrow();
        assertThat(asked.platformUrl()).isEqualTo("https://o.example");
        assertThat(asked.workerId()).isEqualTo("wkr_1");
        assertThat(asked.authToken()).isEmpty();
    }
}
