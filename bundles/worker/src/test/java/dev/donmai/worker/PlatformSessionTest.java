package dev.donmai.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Json;
import dev.donmai.worker.standin.StandIn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole sessions of a platform that is reached, lost, found again, or asks for its session back. */
@Timeout(300)
class PlatformSessionTest {

    @TempDir
    Path root;

    private Stage stage;
    private StandIn standIn;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        stage = new Stage(root);
        standIn = new StandIn();
    }

    @AfterEach
    void stop() throws IOException {
        standIn.close();
        stage.clear();
    }

    private Run begin(String workType, String script) throws IOException {
        return stage.platform(standIn, workType).script(script).startQuick();
    }

    private JsonNode run(String workType, String script) throws IOException {
        return stage.platform(standIn, workType).script(script).runHere().printed();
    }

    private JsonNode result() throws IOException {
        return Json.read(stage.layout().result(), JsonNode.class);
    }

    private List<String> routes() {
        return standIn.calls().stream().map(StandIn.Call::route).toList();
    }

    private List<StandIn.Call> finalStatus() {
        return standIn.calls("status").stream()
                .filter(call -> !call.body().path("status").asText().equals("running"))
                .toList();
    }

    @Test
    void aSessionTellsItsPlatformFromTheLockToTheStatus() throws IOException, InterruptedException {
        JsonNode printed = run("research", "echo 'say: I looked'; echo 'say: WORK_RESULT:passed'");

        assertThat(printed.path("status").asText()).isEqualTo("completed");
        assertThat(printed.path("workResult").asText()).isEqualTo("passed");
        assertThat(standIn.calls("detail").getFirst().bearer()).isEqualTo("Bearer session-token");
        assertThat(routes())
                .startsWith("lock-refresh")
                .endsWith("completion", "status")
                .contains("activity");
        assertThat(standIn.calls()).allSatisfy(call -> assertThat(call.bearer()).isEqualTo("Bearer secret-token-1"));
        assertThat(finalStatus()).singleElement().satisfies(call -> {
            assertThat(call.body().path("status").asText()).isEqualTo("completed");
            assertThat(call.body().path("providerSessionId").asText()).isEqualTo("shell-1");
            assertThat(call.body().path("totalCostUsd").asDouble()).isEqualTo(0.25);
            assertThat(call.idempotencyKey())
                    .startsWith("s-1-")
                    .isEqualTo(result().path("idempotencyKey").asText());
        });
        assertThat(result().path("delivered").asBoolean()).isTrue();
        assertThat(result().path("completionDelivered").asBoolean()).isTrue();
    }

    @Test
    void theAgentsFilesAreInItsTreeAndOutOfItsCommits() throws IOException, InterruptedException {
        run("research", "git status --porcelain > seen; echo 'say: hello'");

        assertThat(stage.worktree().resolve("seen")).content().isEqualTo("?? seen\n");
        JsonNode state = Json.read(stage.worktree().resolve(".agent/state.json"), JsonNode.class);
        assertThat(state.path("currentStep").asText()).isEqualTo("completed");
        assertThat(state.path("issueId").asText()).isEqualTo("issue-1");
        assertThat(state.path("providerSessionId").asText()).isEqualTo("shell-1");
        assertThat(state.path("attemptCount").asInt()).isEqualTo(1);
        assertThat(Files.readAllLines(stage.worktree().resolve(".agent/events.jsonl")))
                .contains(
                        "{\"kind\":\"init\",\"sessionId\":\"shell-1\"}",
                        "{\"kind\":\"assistant_text\",\"text\":\"hello\"}")
                .last()
                .asString()
                .startsWith("{\"cost\":{")
                .contains("\"kind\":\"result\",\"message\":\"all done\",\"success\":true");
    }

    @Test
    void aPlatformThatGoesDownDuringTheSessionCostsNothing() throws IOException, InterruptedException {
        Run session = begin("research", "until [ -e ../go ]; do sleep 0.05; done");
        await().atMost(Stage.PATIENCE)
                .until(() -> !standIn.calls("lock-refresh").isEmpty());
        standIn.only("lock-refresh", 503, "").only("activity", 503, "");
        int then = standIn.calls("lock-refresh").size();
        // Many times as many refreshes as strikes would need.
        await().atMost(Stage.PATIENCE).until(() -> standIn.calls("lock-refresh").size() > then + 30);
        standIn.only("lock-refresh", 200, "{\"refreshed\":true}").only("activity", 200, "{}");
        Files.createFile(stage.worktree().resolveSibling("go"));

        assertThat(session.await()).isZero();
        assertThat(finalStatus()).hasSize(1);
        assertThat(result().path("delivered").asBoolean()).isTrue();
    }

    @Test
    void whatCantBeDeliveredIsLeftToTheDaemon() throws IOException, InterruptedException {
        standIn.only("completion", 503, "down").only("status", 503, "down");
        Run session = begin("research", "true");

        assertThat(session.await()).as("the session did what it was asked").isZero();
        assertThat(result().path("delivered").asBoolean()).isFalse();
        assertThat(result().path("idempotencyKey").asText()).startsWith("s-1-");
        assertThat(result().path("status").path("status").asText()).isEqualTo("completed");
        assertThat(session.printed().path("error").asText()).startsWith("result post failed: completion: transient: ");
    }

    @Test
    void theResultIsOnDiskBeforeItIsPosted() throws IOException, InterruptedException {
        standIn.only("completion", 503, "down");
        Run session = begin("research", "true");
        await().atMost(Stage.PATIENCE).until(() -> !standIn.calls("completion").isEmpty());
        assertThat(stage.layout().result()).exists();
        session.await();
        assertThat(standIn.calls("status").getLast().body().path("status").asText())
                .isEqualTo("completed");
    }

    @Test
    void aCompletionThatWasAcceptedIsNotOwedAnyMore() throws IOException, InterruptedException {
        standIn.only("status", 503, "down");
        run("research", "true");
        assertThat(result().path("delivered").asBoolean()).isFalse();
        assertThat(result().path("completionDelivered").asBoolean()).isTrue();
    }

    @Test
    void aTerminatedSessionStillReports() throws IOException, InterruptedException {
        Run session = begin("research", "echo up; exec sleep 1000");
        await().atMost(Stage.PATIENCE).until(() -> session.saw("agent.init"));
        session.process().destroy();

        assertThat(session.await()).isEqualTo(1);
        assertThat(finalStatus()).singleElement().satisfies(call -> {
            assertThat(call.body().path("status").asText()).isEqualTo("failed");
            assertThat(call.body().path("error").path("message").asText()).isEqualTo("context canceled");
        });
        assertThat(result().path("delivered").asBoolean()).isTrue();
    }

    @Test
    void whoeverTookTheSessionOverIsLeftAlone() throws IOException, InterruptedException {
        Run session = begin("development", "echo work > half; exec sleep 1000");
        await().atMost(Stage.PATIENCE).until(() -> Files.exists(stage.worktree().resolve("half")));
        standIn.only("lock-refresh", 409, "{\"error\":\"taken over\"}");

        assertThat(session.await()).isEqualTo(1);
        JsonNode printed = session.printed();
        assertThat(printed.path("failureMode").asText()).isEqualTo("lost-ownership");
        assertThat(printed.path("error").asText()).isEqualTo("runtime/heartbeat: session ownership lost");
        assertThat(printed.has("backstopReport")).isFalse();
        assertThat(printed.has("linearStatusTransition")).isFalse();
        assertThat(finalStatus()).hasSize(1);
        assertThat(stage.marked()).isEmpty();
    }

    @Test
    void thePlatformStopsASessionInBand() throws IOException, InterruptedException {
        Run session = begin("research", "echo up; exec sleep 1000");
        await().atMost(Stage.PATIENCE)
                .until(() -> !standIn.calls("lock-refresh").isEmpty());
        standIn.only("lock-refresh", 200, "{\"refreshed\":true,\"stop\":true}");

        session.await();
        JsonNode printed = session.printed();
        assertThat(printed.path("failureMode").asText()).isEqualTo("operator-cancelled");
        assertThat(finalStatus()).hasSize(1);
    }

    @Test
    void aSessionWithoutAnIssueHasNothingToLock() throws IOException, InterruptedException {
        stage.platform(standIn, "research");
        ObjectNode detail = (ObjectNode) stage.file().path("detail");
        detail.remove("issueId");
        standIn.only("detail", 200, detail.deepCopy().put("authToken", "t").toString());
        assertThat(stage.script("true").startQuick().await()).isZero();
        assertThat(standIn.calls("lock-refresh")).isEmpty();
        assertThat(finalStatus()).hasSize(1);
    }

    @Test
    void aDaemonThatComesBackElsewhereIsFoundByTheSessionsFile() throws IOException, InterruptedException {
        stage.platform(standIn, "research").script("true");
        try (ServerSocket former = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            stage.file().put("daemonUrl", "http://127.0.0.1:" + former.getLocalPort());
            Run worker = stage.startQuick();
            former.accept().close();
            stage.file().put("daemonUrl", standIn.url());
            stage.write();

            assertThat(worker.await()).isZero();
        }
        assertThat(finalStatus()).hasSize(1);
    }

    /** A worker that another make of daemon starts, and which has no session directory. */
    private Run foreign(String script) throws IOException {
        stage.platform(standIn, "research");
        ObjectNode detail = ((ObjectNode) stage.file().path("detail")).deepCopy();
        detail.put("authToken", "secret-token-1")
                .put("repository", stage.repository().toString())
                .putObject("resolvedProfile")
                .put("provider", "shell")
                .putObject("providerConfig")
                .put("script", script);
        standIn.only("detail", 200, detail.toString());
        return stage.startForeign(
                "--session-id",
                Stage.SESSION,
                "--daemon-url",
                standIn.url(),
                "--worktree-dir",
                stage.worktree().resolveSibling("").toString());
    }

    @Test
    void aWorkerWithoutADirectoryTellsThePlatformAllTheSame() throws IOException, InterruptedException {
        Run run = foreign("echo 'say: I looked'");

        assertThat(run.await()).as(run.stderr()).isZero();
        assertThat(routes()).startsWith("lock-refresh").contains("activity").endsWith("completion", "status");
        assertThat(finalStatus())
                .singleElement()
                .satisfies(
                        call -> assertThat(call.body().path("status").asText()).isEqualTo("completed"));
        assertThat(stage.worktree()).as("nothing is lost with it").doesNotExist();
        assertThat(stage.layout().result()).doesNotExist();
    }

    @Test
    void aTreeWhoseEndNobodyHeardOfStays() throws IOException, InterruptedException {
        standIn.only("completion", 503, "down").only("status", 503, "down");
        Run run = foreign("true");

        assertThat(run.await()).isZero();
        assertThat(run.printed().path("error").asText()).startsWith("result post failed: ");
        assertThat(stage.worktree()).exists();
    }

    @Test
    void aBreachedBudgetEndsTheSession() throws IOException, InterruptedException {
        ((ObjectNode) stage.file().path("detail")).putObject("stageBudget").put("maxSubAgents", 1);
        JsonNode printed = run("development", "echo 'use: Task'; echo 'use: Task'; exec sleep 1000");

        assertThat(printed.path("failureMode").asText()).isEqualTo("budget-exceeded");
        assertThat(printed.path("error").asText())
                .isEqualTo("budget exceeded: max-sub-agents (max-sub-agents exceeded: observed=2 limit=1)");
        assertThat(printed.path("budgetReport").path("enforced").asBoolean()).isTrue();
        assertThat(printed.has("backstopReport")).isFalse();
        assertThat(printed.has("linearStatusTransition")).isFalse();
        assertThat(finalStatus()).hasSize(1);
        assertThat(stage.marked()).isEmpty();
    }

    @Test
    void aDeclaredLackIsTold() throws IOException, InterruptedException {
        ObjectNode runtime = (ObjectNode) stage.file().path("runtime");
        runtime.putObject("capabilities").put("humanLabel", "Shell");
        ((ObjectNode) stage.file().path("detail"))
                .putObject("resolvedProfile")
                .put("provider", "shell")
                .put("effort", "high");
        JsonNode printed = run("research", "true");

        assertThat(printed.path("capabilityMismatches"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "allowedTools: dropped, the runtime does not declare acceptsAllowedToolsList",
                        "effort: dropped, the runtime does not declare supportsReasoningEffort");
        assertThat(stage.events())
                .filteredOn(event -> event.path("subtype").asText().equals("capability-mismatch"))
                .hasSize(2);
    }

    @Test
    void secretsOfThePlatformAreNowhere() throws IOException, InterruptedException {
        run("research", "env; echo 'say: secret-token-1'; cat ../../sessions/s-1/session.json");
        assertThat(stage.output()).doesNotContain("secret-token-1");
        assertThat(Files.readString(stage.layout().events())).doesNotContain("secret-token-1");
        assertThat(Files.readString(stage.worktree().resolve(".agent/events.jsonl")))
                .doesNotContain("secret-token-1");
        assertThat(standIn.calls("activity").toString().replace("bearer=Bearer secret-token-1", ""))
                .contains("[redacted]")
                .doesNotContain("secret-token-1");
    }
}
