package dev.donmai.worker.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.donmai.model.Json;
import dev.donmai.model.session.SessionFile.WorkerSettings;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.worker.Works;
import dev.donmai.worker.internal.SessionFailure;
import dev.donmai.worker.internal.assignment.Work;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentEnvironmentTest {

    private static Work work(Map<String, String> env) throws JsonProcessingException {
        return work(env, WorkerSettings.DEFAULT);
    }

    private static Work work(Map<String, String> env, WorkerSettings settings) throws JsonProcessingException {
        SessionDetail detail = Json.read("""
                {"sessionId":"s","issueId":"i","linearSessionId":"other","authToken":"tok",
                 "platformUrl":"https://p","stageBudget":{"maxTokens":7}}""", SessionDetail.class);
        return Works.of(detail, env, settings);
    }

    @Test
    void takesOnlyWhatIsAllowedFromTheWorker() throws Exception {
        Map<String, String> own = Map.of(
                "PATH", "/bin",
                "LC_ALL", "C",
                "https_proxy", "p",
                "XDG_CACHE_HOME", "c",
                "ANTHROPIC_API_KEY", "no",
                "DONMAI_DAEMON_TOKEN", "no",
                "DONMAI_SESSION_TOKEN", "no",
                "LD_PRELOAD", "no");
        assertThat(AgentEnvironment.compose(own, work(Map.of()), Map.of()))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("PATH", "/bin"),
                        Map.entry("LC_ALL", "C"),
                        Map.entry("https_proxy", "p"),
                        Map.entry("XDG_CACHE_HOME", "c"),
                        Map.entry("AGENTFACTORY_SESSION_ID", "s"),
                        Map.entry("LINEAR_SESSION_ID", "s"),
                        Map.entry("DONMAI_SESSION_ID", "s"),
                        Map.entry("RENSEI_SESSION_ID", "s"),
                        Map.entry("DONMAI_SESSION_NONCE", "n"),
                        Map.entry("LINEAR_ISSUE_ID", "i"),
                        Map.entry("AGENTFACTORY_API_URL", "https://p"),
                        Map.entry("AGENTFACTORY_STAGE_MAX_TOKENS", "7")));
    }

    @Test
    void theOperatorsValueWinsOverTheItemsAndTheSessionsOverBoth() throws Exception {
        Map<String, String> item = Map.of("BASE_URL", "evil", "ITEM", "1", "DONMAI_SESSION_ID", "forged");
        Map<String, String> configured = Map.of("BASE_URL", "good", "DONMAI_SESSION_NONCE", "forged");
        assertThat(AgentEnvironment.compose(Map.of(), work(item), configured))
                .containsEntry("BASE_URL", "good")
                .containsEntry("ITEM", "1")
                .containsEntry("DONMAI_SESSION_ID", "s")
                .containsEntry("DONMAI_SESSION_NONCE", "n")
                .containsKey("PATH");
    }

    @Test
    void thePlatformsTokenIsOnlyThereWhenTheOperatorWantsIt() throws Exception {
        WorkerSettings exposing = new WorkerSettings(true, 900, false, 0, 0);
        assertThat(AgentEnvironment.compose(Map.of(), work(Map.of(), exposing), Map.of()))
                .containsEntry("WORKER_AUTH_TOKEN", "tok");
        assertThat(AgentEnvironment.compose(Map.of(), work(Map.of()), Map.of())).doesNotContainKey("WORKER_AUTH_TOKEN");
    }

    @Test
    void aNameThatCannotBeAVariableIsRefused() {
        assertThatThrownBy(() -> AgentEnvironment.compose(Map.of(), work(Map.of("A=B", "c")), Map.of()))
                .isInstanceOf(SessionFailure.class)
                .hasMessageContaining("the work item's env")
                .hasMessageContaining("A=B");
    }
}
