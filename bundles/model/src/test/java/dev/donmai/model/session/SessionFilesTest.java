package dev.donmai.model.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.model.Json;
import dev.donmai.model.wire.ExitReason;
import dev.donmai.model.wire.RoutingDecision;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.model.wire.SessionRecord.AppliedLimit;
import dev.donmai.model.wire.SessionSpec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What one side writes into a session directory is what the other reads. */
class SessionFilesTest {

    private static final Instant NOW = Instant.parse("2026-05-20T09:15:04.123456789Z");

    private static SessionFile file(SessionDetail detail, SessionFile.PinnedProvider runtime) {
        return new SessionFile(
                SessionFile.VERSION,
                "nonce",
                NOW,
                new SessionSpec("s", "r", "", SessionSpec.Resources.NONE, Map.of(), 0),
                "shop",
                detail,
                RoutingDecision.NONE,
                new SessionFile.Checkout("https://h/r", "", "agent/s", "shallow", "/m", "", ""),
                runtime,
                SessionFile.PinnedProvider.NONE,
                SessionFile.PinnedProvider.NONE,
                new SessionFile.Limits(3600, 0, 1.5, 256, 0),
                new SessionFile.WorkerSettings(false, 900, false, 0, 0),
                "/w/s",
                "http://127.0.0.1:7734",
                false,
                "");
    }

    @Test
    void aPlainSessionHasNeitherDetailNorRuntime() throws Exception {
        SessionFile file = file(SessionFile.NO_DETAIL, SessionFile.PinnedProvider.NONE);
        String json = Json.pretty(file);
        assertThat(json)
                .doesNotContain("\"detail\"")
                .doesNotContain("\"runtime\"")
                .doesNotContain("\"vcs\"")
                .doesNotContain("\"issueTracker\"");
        SessionFile read = Json.read(json, SessionFile.class);
        assertThat(read).isEqualTo(file);
        assertThat(read.hasDetail()).isFalse();
        assertThat(read.sessionId()).isEqualTo("s");
    }

    @Test
    void settingsOfARuntimeKeepTheirKinds() throws Exception {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("argv", List.of("./agent.sh", 7));
        settings.put("flag", true);
        settings.put("nothing", null);
        settings.put("env", Map.of("A", "env:B"));
        SessionFile file = file(
                Json.read("{\"sessionId\":\"s\",\"body\":\"do it\"}", SessionDetail.class),
                new SessionFile.PinnedProvider(
                        "command",
                        "1",
                        List.of(new SessionFile.PinnedFile("/p.jar", "abc")),
                        Map.of("supportsSessionResume", true),
                        settings));
        SessionFile read = Json.read(Json.pretty(file), SessionFile.class);
        assertThat(read).isEqualTo(file);
        assertThat(read.hasDetail()).isTrue();
        assertThat(read.runtime().settings()).containsEntry("nothing", null);
        assertThat(read.providers()).containsExactly(read.runtime());
    }

    @Test
    void aPullRequestSurvives() throws Exception {
        PullRequestFile file = new PullRequestFile(
                "Fix the cart",
                "It **works**.",
                "agent/s",
                "",
                "https://h/r",
                false,
                List.of(new PullRequestFile.Commit("h", "subject")),
                "2026-05-20T09:15:04Z");
        assertThat(Json.line(file)).doesNotContain("\"base\"");
        assertThat(Json.read(Json.pretty(file), PullRequestFile.class)).isEqualTo(file);
    }

    @Test
    void aResultSurvives() throws Exception {
        ResultFile result = new ResultFile(
                false,
                false,
                "s-0123",
                Json.object().put("summary", "x"),
                Json.object(),
                Json.object().put("cost", 0.25).put("tokens", 3),
                "b",
                "h",
                "agent/s",
                List.of(new ResultFile.Commit("h", "a", "subject", "2026-05-20T09:15:04Z")),
                List.of(new ResultFile.Change("f", "added", true)));
        ResultFile read = Json.read(Json.pretty(result), ResultFile.class);
        assertThat(Json.line(read)).isEqualTo(Json.line(result));
        assertThat(read.commits()).isEqualTo(result.commits());
        assertThat(read.changes()).isEqualTo(result.changes());
        assertThat(Json.line(read.accepted(true)))
                .startsWith("{\"delivered\":true,\"completionDelivered\":true,\"idempotencyKey\":\"s-0123\",");
    }

    @Test
    void theKeyTellsRunsAndBodiesApart() {
        assertThat(ResultFile.idempotencyKey("日 ü", "n", Json.object(), Json.object()))
                .startsWith("%E6%97%A5%20%C3%BC-")
                .isASCII();
        String key = ResultFile.idempotencyKey("s", "n", Json.object().put("summary", "x"), Json.object());
        assertThat(key).matches("s-[0-9a-f]{32}");
        assertThat(ResultFile.idempotencyKey("s", "n", Json.object().put("summary", "x"), Json.object()))
                .isEqualTo(key);
        assertThat(ResultFile.idempotencyKey("s", "m", Json.object().put("summary", "x"), Json.object()))
                .isNotEqualTo(key);
        assertThat(ResultFile.idempotencyKey(
                        "s", "n", Json.object(), Json.object().put("summary", "x")))
                .isNotEqualTo(key);
    }

    @Test
    void anEmptyResultHasItsLists() throws Exception {
        ResultFile read = Json.read("{}", ResultFile.class);
        assertThat(read.commits()).isEmpty();
        assertThat(read.result()).isEmpty();
        assertThat(Json.line(read))
                .isEqualTo("{\"delivered\":false,\"completion\":{},\"status\":{},\"result\":{},\"commits\":[],"
                        + "\"changes\":[]}");
    }

    @Test
    void aStopAndTheLimitsSurvive() throws Exception {
        StopFile stop = new StopFile(ExitReason.TIMEOUT, "3600 s are over", NOW);
        assertThat(Json.read(Json.line(stop), StopFile.class)).isEqualTo(stop);
        LimitsFile limits =
                new LimitsFile("/sys/fs/cgroup/x", List.of(new AppliedLimit("cpus", "1.5", true, "cpu.max")));
        assertThat(Json.read(Json.line(limits), LimitsFile.class)).isEqualTo(limits);
        assertThat(Json.read("{}", LimitsFile.class)).isEqualTo(LimitsFile.NONE);
    }
}
