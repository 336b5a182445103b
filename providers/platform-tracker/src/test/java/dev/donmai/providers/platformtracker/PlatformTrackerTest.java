package dev.donmai.providers.platformtracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.api.issuetracker.IssueOutcome;
import dev.donmai.api.issuetracker.IssueOutcome.Done;
import dev.donmai.api.issuetracker.IssueOutcome.Refused;
import dev.donmai.api.issuetracker.IssueOutcome.Unavailable;
import dev.donmai.api.issuetracker.IssueStatus;
import dev.donmai.api.issuetracker.IssueTrackerContext;
import dev.donmai.api.issuetracker.JsonReply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the proxy's calls, by replies as they come over HTTP. */
class PlatformTrackerTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final PlatformTracker tracker = new PlatformTracker(List.of(Duration.ZERO, Duration.ZERO));
    private final Platform platform = new Platform();

    /** Answers one reply after the other; the last one stays. */
    private static final class Platform implements IssueTrackerContext {
        private final Deque<JsonReply> replies = new ArrayDeque<>();
        private final List<String> calls = new ArrayList<>();
        private String url = "https://platform.example";
        private int asked;

        void answers(JsonReply... given) {
            replies.addAll(Arrays.asList(given));
        }

        @Override
        public String platformUrl() {
            return url;
        }

        @Override
        public String token() {
            asked++;
            return "token-" + asked;
        }

        @Override
        public JsonReply post(String address, String bearer, Map<String, Object> body, Duration limit)
                throws IOException {
            calls.add(address + " " + bearer + " " + body.get("method") + body.get("args"));
            if (replies.isEmpty()) {
                throw new IOException("POST " + address + ": nobody listens there");
            }
            return replies.size() == 1 ? replies.getFirst() : replies.removeFirst();
        }

        @Override
        public Path sessionDirectory() {
            return Path.of("/nowhere");
        }
    }

    private static JsonReply success() {
        return new JsonReply(200, true, Map.of("success", true, "data", Map.of()), "");
    }

    private static JsonReply failure(int status, Map<String, Object> error) {
        return new JsonReply(status, true, Map.of("success", false, "error", error), "the body");
    }

    private static JsonReply text(int status, String text) {
        return new JsonReply(status, false, Map.of(), text);
    }

    private IssueOutcome update() throws InterruptedException {
        return tracker.updateStatus("issue-1", IssueStatus.FINISHED, platform, LIMIT);
    }

    @Test
    void aStatusAndACommentAreCallsOfTheProxy() throws Exception {
        platform.answers(success());

        assertThat(update()).isEqualTo(new Done());
        assertThat(tracker.createComment("issue-1", "WARNING: look", platform, LIMIT))
                .isEqualTo(new Done());
        assertThat(platform.calls)
                .containsExactly(
                        "https://platform.example/api/issue-tracker-proxy token-1 updateIssueStatus[issue-1, Finished]",
                        "https://platform.example/api/issue-tracker-proxy token-2 createComment[issue-1, WARNING: look]");
    }

    @Test
    void whatMayPassIsTriedThriceWithTheTokenOfThen() throws Exception {
        platform.answers(text(503, "down"), failure(401, Map.of("message", "expired")), success());

        assertThat(update()).isEqualTo(new Done());
        assertThat(platform.calls)
                .extracting(call -> call.split(" ", 3)[1])
                .containsExactly("token-1", "token-2", "token-3");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 401})
    void afterThreeAttemptsItIsUnavailable(int status) throws Exception {
        platform.answers(text(status, "down"));

        assertThat(update()).isEqualTo(new Unavailable("3 attempts exhausted: HTTP " + status + ": down"));
        assertThat(platform.calls).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 409, 422})
    void otherRefusalsAreFinal(int status) throws Exception {
        platform.answers(text(status, "no such issue"));

        assertThat(update()).isEqualTo(new Refused("HTTP " + status + ": no such issue"));
        assertThat(platform.calls).hasSize(1);
    }

    @Test
    void aSuccessThatNobodyCanReadIsTriedAgain() throws Exception {
        platform.answers(text(200, "<html>"), success());
        assertThat(update()).isEqualTo(new Done());

        platform.replies.clear();
        platform.answers(text(200, "<html>"));
        assertThat(update()).isEqualTo(new Unavailable("3 attempts exhausted: HTTP 200: <html>"));
    }

    @Test
    void whatTheProxySaysOfItselfBeatsTheStatus() throws Exception {
        platform.answers(failure(400, Map.of("code", "RATE", "message", "slow down", "retryable", true)), success());
        assertThat(update()).isEqualTo(new Done());

        platform.replies.clear();
        platform.answers(failure(500, Map.of("code", "GONE", "message", "no such issue", "retryable", false)));
        assertThat(update()).isEqualTo(new Refused("HTTP 500: GONE: no such issue"));
    }

    @Test
    void aCallThatDidNotSucceedAndSaysNothingElseIsFinal() throws Exception {
        platform.answers(failure(200, Map.of("message", "not allowed")));

        assertThat(update()).isEqualTo(new Refused("HTTP 200: not allowed"));
    }

    @Test
    void aPlatformThatIsNotThereIsUnavailable() throws Exception {
        assertThat(update())
                .isEqualTo(
                        new Unavailable("3 attempts exhausted: POST https://platform.example/api/issue-tracker-proxy:"
                                + " nobody listens there"));
    }

    @Test
    void thereIsNoAttemptForWhichNoTimeIsLeft() throws Exception {
        PlatformTracker patient = new PlatformTracker(List.of(Duration.ofMinutes(10)));
        platform.answers(text(503, "down"));

        assertThat(patient.updateStatus("issue-1", IssueStatus.FINISHED, platform, LIMIT))
                .isEqualTo(new Unavailable("no time for another attempt: HTTP 503: down"));
        assertThat(platform.calls).hasSize(1);
    }

    @Test
    void withoutAPlatformNothingIsSent() throws Exception {
        platform.url = "";

        assertThat(update()).isEqualTo(new Refused("the session has no platform"));
        assertThat(platform.calls).isEmpty();
    }
}
