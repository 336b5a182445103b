package dev.donmai.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a session and its work: the rows of sessions.md §2.16, and agents that do not end as they should. */
class EndingTest extends SessionOfPlatform {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "success with PR      | echo 'say: https://github.com/a/b/pull/1' | completed |                | false | false",
                "success without PR   | echo 'say: done'                          | completed |                | true  | true",
                "error, then success  | echo 'error: stumbled'                    | completed | provider-error | true  | true",
                "failed result        | echo 'result failed'                      | failed    | silent-exit    | true  | false",
                "error, stream closed | echo 'error: stumbled'; exit 42           | failed    | provider-error | true  | false",
                "nothing              | exit 42                                   | failed    | silent-exit    | true  | false",
                "dead program         | kill -9 $$                                | failed    | provider-error | true  | false"
            })
    void theStatusDecidesWhatBecomesOfTheWork(
            String name, String script, String status, String failureMode, boolean pushed, boolean proposed)
            throws IOException, InterruptedException {
        Ended ended = end("development", "echo work > file; " + script);

        JsonNode printed = ended.printed();
        assertThat(ended.status()).isEqualTo(status.equals("completed") ? 0 : 1);
        assertThat(printed.path("status").asText()).isEqualTo(status);
        assertThat(printed.path("failureMode").asText()).isEqualTo(failureMode == null ? "" : failureMode);
        assertThat(printed.path("error").asText().isEmpty()).isEqualTo(failureMode == null);
        assertThat(printed.path("backstopReport").path("pushed").asBoolean()).isEqualTo(pushed);
        assertThat(printed.path("backstopReport").path("prCreated").asBoolean()).isEqualTo(proposed);
        assertThat(stage.remoteBranch(BRANCH)).isEqualTo(pushed ? head() : "");
        assertThat(asked("gh")).isEqualTo(proposed);
        assertThat(printed.path("pullRequestUrl").asText())
                .isEqualTo(proposed ? PULL_REQUEST : pushed ? "" : "https://github.com/a/b/pull/1");
        if (pushed) {
            assertThat(subject()).isEqualTo("Backstop: A-1 (s-1)");
            assertThat(Stage.git(stage.worktree(), "show", "--format=", "--name-only", "HEAD"))
                    .isEqualTo("file");
        }
        assertReported(status);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "worktree-provision | checkout | ref        | nowhere | nowhere",
                "provider-resolve   | runtime  | id         | other   | agent: no provider registered for name",
                "prompt-render      | detail   | body       | \"\"    | issue context required",
                "spawn-failed       | settings | env        | env:NO_SUCH_VARIABLE | NO_SUCH_VARIABLE"
            })
    void aStepThatCantBeDoneIsReportedAndNothingElseIsDone(
            String failureMode, String part, String member, String value, String words)
            throws IOException, InterruptedException {
        stage.platform(standIn, "development").script("echo work > file");
        ObjectNode detail = (ObjectNode) stage.file().path("detail");
        switch (part) {
            case "detail" -> {
                detail.remove("issueIdentifier");
                detail.put(member, value);
                standIn.only(
                        "detail",
                        200,
                        detail.deepCopy().put("authToken", "secret-token-1").toString());
            }
            case "settings" -> stage.settings().putObject(member).put("KEY", value);
            default -> ((ObjectNode) stage.file().path(part)).put(member, value);
        }
        Ended ended = stage.runHere();

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.printed().path("failureMode").asText()).isEqualTo(failureMode);
        assertThat(ended.printed().path("error").asText()).contains(words);
        assertThat(ended.printed().has("backstopReport")).isFalse();
        assertThat(stage.remoteBranch(BRANCH)).isEmpty();
        assertThat(asked("gh")).isFalse();
        assertThat(standIn.calls("issue-tracker-proxy")).isEmpty();
        assertReported("failed");
    }

    @Test
    void anAgentThatHangsSilentlyIsEndedAndItsWorkSaved() throws IOException, InterruptedException {
        stage.limit("idleSeconds", 1);
        JsonNode printed = run("development", "echo work > file; exec sleep 1000");
        assertThat(printed.path("failureMode").asText()).isEqualTo("no-progress");
        assertThat(printed.path("error").asText()).isEqualTo("no sign of life from the agent for 1 s");
        assertThat(printed.path("postSessionWarnings").path(0).asText()).contains("saved as commit " + head());
        assertSavedHereAlone();
    }

    @Test
    void anAgentThatFloodsIsEndedAndItsWorkSaved() throws IOException, InterruptedException {
        stage.limit("outputMb", 1);
        JsonNode printed = runApart(
                "development",
                "echo work > file; trap '' PIPE; while :; do echo 0123456789012345678901234567890; done");
        assertThat(printed.path("failureMode").asText()).isEqualTo("output-limit");
        assertSavedHereAlone();
        assertThat(stage.marked()).isEmpty();
    }

    @Test
    void aRuntimeThatIgnoresItsStopIsLeftBehind() throws IOException, InterruptedException {
        stage.settings().put("deaf", true);
        ((ObjectNode) stage.file().path("detail")).putObject("stageBudget").put("maxSubAgents", 1);
        JsonNode printed = runApart(
                "development",
                "echo work > file; echo 'use: Task'; echo 'use: Task'; trap '' TERM; while :; do sleep 1; done");
        assertThat(printed.path("failureMode").asText()).isEqualTo("budget-exceeded");
        assertSavedHereAlone();
        assertThat(stage.marked()).isEmpty();
    }

    @Test
    void aTerminatedSessionSavesItsWork() throws IOException, InterruptedException {
        Run run = begin("development", "echo work > file; exec sleep 1000");
        await().atMost(Stage.PATIENCE).until(() -> Files.exists(stage.worktree().resolve("file")));
        run.process().destroy();
        assertThat(run.await()).isEqualTo(1);
        assertThat(run.printed().path("failureMode").asText()).isEqualTo("timeout");
        assertSavedHereAlone();
    }

    @Test
    void whoeverTookTheSessionOverFindsNothingPushed() throws IOException, InterruptedException {
        Run run = begin("development", "echo work > file; exec sleep 1000");
        await().atMost(Stage.PATIENCE).until(() -> Files.exists(stage.worktree().resolve("file")));
        standIn.only("lock-refresh", 200, "{\"refreshed\":false}");
        assertThat(run.await()).isEqualTo(1);
        assertThat(run.printed().path("failureMode").asText()).isEqualTo("lost-ownership");
        assertThat(standIn.calls("issue-tracker-proxy")).isEmpty();
        assertSavedHereAlone();
    }

    @Test
    void theWorkerAloneDoesAllOfItForADaemonOfAnotherMake() throws IOException, InterruptedException {
        stage.platform(standIn, "development");
        ObjectNode detail = ((ObjectNode) stage.file().path("detail")).deepCopy();
        detail.put("authToken", "secret-token-1")
                .put("repository", stage.remoteRepository().toString())
                .putObject("resolvedProfile")
                .put("provider", "shell")
                .putObject("providerConfig")
                .put("script", "echo work > file; echo 'say: WORK_RESULT:passed'");
        standIn.only("detail", 200, detail.toString());
        Run run = stage.install()
                .startForeign(
                        "--session-id=" + Stage.SESSION,
                        "--daemon-url=" + standIn.url(),
                        "--worktree-dir=" + stage.worktree().resolveSibling(""));

        assertThat(run.await()).as(run.stderr()).isZero();
        assertThat(stage.remoteBranch(BRANCH)).isNotEmpty();
        assertThat(run.printed().path("pullRequestUrl").asText()).isEqualTo(PULL_REQUEST);
        assertThat(standIn.calls("issue-tracker-proxy"))
                .singleElement()
                .satisfies(call -> assertThat(call.body().path("args")).hasToString("[\"issue-1\",\"Finished\"]"));
        assertReported("completed");
        assertThat(stage.worktree()).as("nothing is lost with it").doesNotExist();
        assertThat(stage.layout().directory().resolve("session.json")).doesNotExist();
    }
}
