package dev.donmai.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.worker.standin.StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of a session's work: the rows of sessions.md §2.16 and the work types of §2.17 with real git, a bare repository on
 * this machine, a program in the place of {@code gh}, and a platform.
 */
@Timeout(120)
class EndingTest {

    private static final String BRANCH = "agent/s-1";
    private static final String PULL_REQUEST = "https://github.com/acme/shop/pull/7";

    @TempDir
    Path root;

    private Stage stage;
    private StandIn standIn;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        stage = new Stage(root).remote();
        standIn = new StandIn().only("issue-tracker-proxy", 200, "{\"success\":true}");
        stage.program("gh", "echo \"$*\" >> " + root + "/gh.log; echo " + PULL_REQUEST);
    }

    @AfterEach
    void stop() throws IOException {
        standIn.close();
        stage.clear();
    }

    private Run begin(String workType, String script) throws IOException {
        return stage.platform(standIn, workType).script(script).startQuick();
    }

    private JsonNode run(String workType, String script) throws IOException, InterruptedException {
        Run run = begin(workType, script);
        run.await();
        return run.printed();
    }

    private boolean asked(String program) {
        return Files.exists(root.resolve(program + ".log"));
    }

    private String head() throws IOException, InterruptedException {
        return Stage.git(stage.worktree(), "rev-parse", "HEAD");
    }

    private String subject() throws IOException, InterruptedException {
        return Stage.git(stage.worktree(), "log", "-1", "--format=%s");
    }

    /** Whether everything is committed and nothing of it has left the working copy. */
    private void assertSavedHereAlone() throws IOException, InterruptedException {
        assertThat(Stage.git(stage.worktree(), "status", "--porcelain")).isEmpty();
        assertThat(subject()).isEqualTo("Backstop: A-1 (s-1)");
        assertThat(stage.remoteBranch(BRANCH)).isEmpty();
        assertThat(asked("gh")).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "success with PR      | say: https://github.com/a/b/pull/1 | 0  | completed |                | false | false",
                "success without PR   | say: done                          | 0  | completed |                | true  | true",
                "error, then success  | error: stumbled                    | 0  | completed | provider-error | true  | true",
                "failed result        | result failed                      | 0  | failed    | silent-exit    | true  | false",
                "error, stream closed | error: stumbled                    | 42 | failed    | provider-error | true  | false",
                "nothing              | just output                        | 42 | failed    | silent-exit    | true  | false",
                "dead program         | just output                        | 9  | failed    | provider-error | true  | false"
            })
    void theStatusDecidesWhatBecomesOfTheWork(
            String name, String says, int exit, String status, String failureMode, boolean pushed, boolean proposed)
            throws IOException, InterruptedException {
        Run run = begin("development", "echo work > file; echo '" + says + "'; exit " + exit);

        assertThat(run.await()).isEqualTo(status.equals("completed") ? 0 : 1);
        JsonNode printed = run.printed();
        assertThat(printed.path("status").asText()).isEqualTo(status);
        assertThat(printed.path("failureMode").asText()).isEqualTo(failureMode == null ? "" : failureMode);
        assertThat(printed.path("error").asText().isEmpty()).isEqualTo(failureMode == null);
        assertThat(printed.path("backstopReport").path("pushed").asBoolean()).isEqualTo(pushed);
        assertThat(printed.path("backstopReport").path("prCreated").asBoolean()).isEqualTo(proposed);
        assertThat(stage.remoteBranch(BRANCH)).isEqualTo(pushed ? head() : "");
        assertThat(asked("gh")).isEqualTo(proposed);
        assertThat(printed.path("pullRequestUrl").asText())
                .isEqualTo(proposed ? PULL_REQUEST : name.equals("success with PR") ? says.substring(5) : "");
        if (pushed) {
            assertThat(subject()).isEqualTo("Backstop: A-1 (s-1)");
            assertThat(Stage.git(stage.worktree(), "show", "--format=", "--name-only", "HEAD"))
                    .isEqualTo("file");
        }
    }

    @Test
    void thePullRequestSaysWhatItIs() throws IOException, InterruptedException {
        run("development", "echo work > file");
        assertThat(root.resolve("gh.log")).content().contains("pr create", "--title A-1: Fix", "--head " + BRANCH);
    }

    @Test
    void aCommitThatWasNotPushedIsPushedAsItIs() throws IOException, InterruptedException {
        JsonNode printed = run(
                "development",
                "echo work > file; git add file; git -c user.name=a -c user.email=a@b commit -qm 'Do it'");
        assertThat(subject()).isEqualTo("Do it");
        assertThat(stage.remoteBranch(BRANCH)).isEqualTo(head());
        assertThat(printed.path("commitSha").asText()).isEqualTo(head());
        assertThat(printed.path("pullRequestUrl").asText()).isEqualTo(PULL_REQUEST);
    }

    @Test
    void aSessionThatChangedNothingPushesNothing() throws IOException, InterruptedException {
        JsonNode printed = run("development", "true");
        assertThat(printed.path("status").asText()).isEqualTo("completed");
        assertThat(stage.remoteBranch(BRANCH)).isEmpty();
        assertThat(asked("gh")).isFalse();
        assertThat(printed.path("backstopReport").path("unfilledFields")).hasToString("[\"pullRequestUrl\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"qa", "acceptance", "research", "refinement", "merge", "backlog-groomer"})
    void workThatOwesNoChangeIsNeverPushed(String workType) throws IOException, InterruptedException {
        JsonNode printed = run(
                workType,
                "echo work > file; git add file; git -c user.name=a -c user.email=a@b commit -qm 'Do it'; echo more > other");
        assertThat(printed.path("status").asText()).isEqualTo("completed");
        assertThat(printed.has("backstopReport")).isFalse();
        assertThat(stage.remoteBranch(BRANCH)).isEmpty();
        assertThat(asked("gh")).isFalse();
        assertThat(Stage.git(stage.worktree(), "status", "--porcelain")).isEqualTo("?? other");
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
        JsonNode printed = run("development", "echo work > file; trap '' PIPE; while :; do echo 0123456789012345678901234567890; done");
        assertThat(printed.path("failureMode").asText()).isEqualTo("output-limit");
        assertSavedHereAlone();
        assertThat(stage.marked()).isEmpty();
    }

    @Test
    void aRuntimeThatIgnoresItsStopIsLeftBehind() throws IOException, InterruptedException {
        stage.settings().put("deaf", true);
        ((ObjectNode) stage.file().path("detail")).putObject("stageBudget").put("maxSubAgents", 1);
        JsonNode printed =
                run("development", "echo work > file; echo 'use: Task'; echo 'use: Task'; trap '' TERM; while :; do sleep 1; done");
        assertThat(printed.path("failureMode").asText()).isEqualTo("budget-exceeded");
        assertSavedHereAlone();
        assertThat(stage.marked()).isEmpty();
    }

    @Test
    void aTerminatedSessionSavesItsWork() throws IOException, InterruptedException {
        Run run = begin("development", "echo work > file; exec sleep 1000");
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(stage.worktree().resolve("file")));
        run.process().destroy();
        assertThat(run.await()).isEqualTo(1);
        assertThat(run.printed().path("failureMode").asText()).isEqualTo("timeout");
        assertSavedHereAlone();
    }

    @Test
    void whoeverTookTheSessionOverFindsNothingPushed() throws IOException, InterruptedException {
        Run run = begin("development", "echo work > file; exec sleep 1000");
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(stage.worktree().resolve("file")));
        standIn.only("lock-refresh", 200, "{\"refreshed\":false}");
        assertThat(run.await()).isEqualTo(1);
        assertThat(run.printed().path("failureMode").asText()).isEqualTo("lost-ownership");
        assertThat(standIn.calls("issue-tracker-proxy")).isEmpty();
        assertSavedHereAlone();
    }

    /** Everything but the push goes as it should: the status stays, and the report has git's words. */
    private void assertPushFailed(String words) throws IOException, InterruptedException {
        JsonNode printed = run("development", "echo work > file; echo 'say: WORK_RESULT:passed'");
        assertThat(printed.path("status").asText()).isEqualTo("completed");
        JsonNode report = printed.path("backstopReport");
        assertThat(report.path("pushed").asBoolean()).isFalse();
        assertThat(report.path("prCreated").asBoolean()).isFalse();
        assertThat(report.path("diagnostics").asText()).startsWith("git push failed: ").contains(words);
        assertThat(subject()).isEqualTo("Backstop: A-1 (s-1)");
        assertThat(asked("gh")).isFalse();
    }

    @Test
    void aPushThatTheServerRejects() throws IOException, InterruptedException {
        Path hook = stage.remoteRepository().resolve("hooks/pre-receive");
        Files.createDirectories(hook.resolveSibling(""));
        Files.writeString(hook, "#!/bin/sh\necho 'no pushes on Fridays' >&2\nexit 1\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertPushFailed("no pushes on Fridays");
        assertThat(stage.remoteBranch(BRANCH)).isEmpty();
    }

    @Test
    void aBranchThatSomebodyElseHasPushed() throws IOException, InterruptedException {
        Path other = root.resolve("other");
        Stage.git(root, "clone", "--quiet", stage.remoteRepository().toString(), other.toString());
        Files.writeString(other.resolve("theirs"), "x");
        Stage.git(other, "add", "theirs");
        Stage.git(other, "-c", "user.name=t", "-c", "user.email=t@t", "commit", "--quiet", "-m", "theirs");
        Stage.git(other, "push", "--quiet", "origin", "HEAD:refs/heads/" + BRANCH);
        String theirs = stage.remoteBranch(BRANCH);
        assertPushFailed(BRANCH);
        assertThat(stage.remoteBranch(BRANCH)).as("nobody's work is overwritten").isEqualTo(theirs);
    }

    @Test
    void aRefThatIsLocked() throws IOException, InterruptedException {
        Path lock = stage.remoteRepository().resolve("refs/heads/" + BRANCH + ".lock");
        Files.createDirectories(lock.resolveSibling(""));
        Files.createFile(lock);
        assertPushFailed("lock");
        assertThat(stage.remoteBranch(BRANCH)).isEmpty();
    }

    @Test
    void aBranchThatWasPushedAndDeletedSinceIsNotMadeAgain() throws IOException, InterruptedException {
        String push = "git -c user.name=a -c user.email=a@b commit -qam one; git push -q origin HEAD; ";
        JsonNode printed = run(
                "development",
                "echo work > file; git add file; " + push + "git --git-dir=" + stage.remoteRepository()
                        + " update-ref -d refs/heads/" + BRANCH + "; echo more > file");
        assertThat(printed.path("status").asText()).isEqualTo("completed");
        assertThat(stage.remoteBranch(BRANCH)).isEmpty();
        assertThat(printed.path("backstopReport").path("diagnostics").asText())
                .startsWith("git push failed: ")
                .contains("deleted");
    }

    @ParameterizedTest
    @CsvSource({
        "development, passed, Finished",
        "coordination, passed, Finished",
        "qa, passed, Delivered",
        "qa, failed, Rejected",
        "acceptance, passed, Accepted",
        "acceptance, failed, Rejected"
    })
    void theIssueGoesWhereTheAgentSays(String workType, String said, String status)
            throws IOException, InterruptedException {
        JsonNode printed = run(workType, "echo 'say: WORK_RESULT:" + said + "'");
        assertThat(standIn.calls("issue-tracker-proxy")).singleElement().satisfies(call -> {
            assertThat(call.path()).isEqualTo("/api/issue-tracker-proxy");
            assertThat(call.bearer()).isEqualTo("Bearer secret-token-1");
            assertThat(call.body().path("method").asText()).isEqualTo("updateIssueStatus");
            assertThat(call.body().path("args")).hasToString("[\"issue-1\",\"" + status + "\"]");
        });
        assertThat(printed.path("linearStatusTransition"))
                .hasToString("{\"workType\":\"" + workType + "\",\"workResult\":\"" + said + "\",\"targetStatus\":\"" + status
                        + "\",\"attempted\":true,\"succeeded\":true,\"reason\":\"" + said + "\"}");
    }

    @Test
    void withoutAMarkerTheIssueGetsAComment() throws IOException, InterruptedException {
        JsonNode printed = run("qa", "echo 'say: looks fine'");
        assertThat(standIn.calls("issue-tracker-proxy")).singleElement().satisfies(call -> {
            assertThat(call.body().path("method").asText()).isEqualTo("createComment");
            assertThat(call.body().path("args").path(1).asText())
                    .startsWith("WARNING: Agent completed but no structured result marker was detected in the output.")
                    .contains("WORK_RESULT:passed", "WORK_RESULT:failed", "logs");
        });
        assertThat(printed.path("linearStatusTransition").path("diagnosticPosted").asBoolean())
                .isTrue();
    }

    @Test
    void anIssueThatCantBeMovedIsAWarning() throws IOException, InterruptedException {
        standIn.only(
                "issue-tracker-proxy",
                200,
                "{\"success\":false,\"error\":{\"code\":\"x\",\"message\":\"no such state\",\"retryable\":false}}");
        Run run = begin("qa", "echo 'say: WORK_RESULT:passed'");
        assertThat(run.await()).isZero();
        assertThat(run.printed().path("postSessionWarnings").path(0).asText())
                .startsWith("linear updateIssueStatus failed (workType=qa targetStatus=Delivered): ")
                .contains("no such state");
    }
}
