package dev.donmai.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker with a session directory, as our daemon starts it. */
class WorkerMainTest {

    @TempDir
    Path root;

    private Stage stage;

    @BeforeEach
    void prepare() throws IOException, InterruptedException {
        stage = new Stage(root);
    }

    @AfterEach
    void clear() throws IOException {
        stage.clear();
    }

    @Test
    void runsASessionAndReportsItsCommit() throws IOException, InterruptedException {
        Run run = stage.script("cat > task.txt; git add . && git commit -qm 'Did it'; echo left > untracked; echo bye")
                .start();

        assertThat(run.await()).as(run.stderr()).isZero();
        assertThat(run.stderr()).isEmpty();
        assertThat(stage.worktree().resolve("task.txt")).hasContent("do it");
        assertThat(run.kinds()).containsExactly("workarea.ready", "agent.init", "output", "agent.result");
        assertThat(stage.events().getFirst().path("path").asText())
                .isEqualTo(stage.worktree().toString());
        assertThat(stage.events().getFirst().path("branch").asText()).isEqualTo("agent/s-1");
        assertThat(stage.output()).isEqualTo("bye\n");

        JsonNode result = run.result();
        String head = Stage.git(stage.worktree(), "rev-parse", "HEAD");
        assertThat(result.path("headCommit").asText()).isEqualTo(head);
        assertThat(result.path("branch").asText()).isEqualTo("agent/s-1");
        assertThat(result.path("baseCommit").asText()).isEqualTo(Stage.git(stage.repository(), "rev-parse", "HEAD"));
        assertThat(result.path("commits")).hasSize(1);
        assertThat(result.path("commits").path(0).path("subject").asText()).isEqualTo("Did it");
        assertThat(result.path("changes").toString().replace('"', '\''))
                .isEqualTo("[{'path':'task.txt','status':'added','committed':true},"
                        + "{'path':'untracked','status':'added','committed':false}]");
        assertThat(result.path("delivered").asBoolean(true)).isFalse();
        assertThat(result.path("completion").path("summary").asText()).isEqualTo("all done");
        assertThat(result.path("status").path("status").asText()).isEqualTo("completed");
        assertThat(result.path("status").path("totalCostUsd").asDouble()).isEqualTo(0.25);
        assertThat(run.printed()).isEqualTo(result.path("result"));
        assertThat(run.printed().path("commitSha").asText()).isEqualTo(head);
        assertThat(run.printed().path("providerSessionId").asText()).isEqualTo("shell-1");
        assertThat(stage.layout().scratch()).doesNotExist();
    }

    @Test
    void givesTheAgentAComposedEnvironmentAndKeepsSecretsOut() throws IOException, InterruptedException {
        ((ObjectNode) stage.file().path("spec")).putObject("env").put("FROM_ITEM", "item");
        stage.settings().putObject("env").put("API_KEY", "env:SECRET_OF_THE_DAEMON");
        Run run = stage.script("env; echo key=$API_KEY; ls -ld $SCRATCH | cut -c1-10;"
                        + " echo x > \"for-$API_KEY\"; git add . && git commit -qm \"use $API_KEY\"")
                .start();

        assertThat(run.await()).isZero();
        assertThat(stage.output())
                .contains("FROM_ITEM=item\n")
                .contains("DONMAI_SESSION_ID=s-1\n")
                .contains("LINEAR_SESSION_ID=s-1\n")
                .contains("DONMAI_SESSION_NONCE=" + stage.nonce() + "\n")
                .contains("key=[redacted]\n")
                .contains("drwx------\n")
                .doesNotContain("SECRET_OF_THE_DAEMON")
                .doesNotContain("DONMAI_SESSION_DIR")
                .doesNotContain("swordfish");
        assertThat(Files.readString(stage.layout().events()))
                .contains("[redacted]")
                .doesNotContain("swordfish");
        assertThat(run.stdout()).doesNotContain("swordfish");
        assertThat(run.result().path("commits").path(0).path("subject").asText())
                .isEqualTo("use [redacted]");
        assertThat(run.result().path("changes").path(0).path("path").asText()).isEqualTo("for-[redacted]");
        assertThat(run.result().toString()).doesNotContain("swordfish");
    }

    @Test
    void anAgentThatExitsWithAnErrorFailsTheSession() throws IOException, InterruptedException {
        Run run = stage.script("echo oops >&2; exit 3").start();

        assertThat(run.await()).isEqualTo(1);
        assertThat(run.stderr())
                .isEqualTo("Error: session s-1 ended with status \"failed\" (failureMode=provider-error)\n");
        assertThat(run.printed().path("failureMode").asText()).isEqualTo("provider-error");
        assertThat(run.result().path("status").path("error").path("message").asText())
                .isEqualTo("exit status 3");
        assertThat(run.result().path("completion").path("summary").asText()).isEqualTo("Session failed: exit status 3");
    }

    @Test
    void anAgentThatIsKilledFailsTheSession() throws IOException, InterruptedException {
        Ended ended = stage.script("echo $$ > pid; kill -9 $$").runHere();

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.printed().path("error").asText()).isEqualTo("exit status 137");
    }

    @Test
    void anAgentThatEndsWithoutAWordIsASilentExit() throws IOException, InterruptedException {
        Ended ended = stage.script("exit 42").runHere();

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.printed().path("failureMode").asText()).isEqualTo("silent-exit");
        assertThat(ended.printed().path("error").asText()).isEqualTo("the agent ended without a result");
    }

    @Test
    void leavesNoProcessOfTheAgentBehind() throws IOException, InterruptedException {
        Run run = stage.script(
                        "setsid sh -c 'trap \"\" TERM; sleep 1000 & wait; sleep 1000' >/dev/null 2>&1 & sleep 1000 >/dev/null 2>&1 & echo started")
                .start();

        assertThat(run.await()).isZero();
        assertThat(stage.marked()).isEmpty();
    }

    @Test
    void anAgentThatGoesOnAfterItsResultIsEnded() throws IOException, InterruptedException {
        Ended ended = stage.script("echo result; exec sleep 1000").runHere();

        assertThat(ended.status()).isZero();
        assertThat(ended.printed().path("status").asText()).isEqualTo("completed");
        assertThat(stage.marked()).isEmpty();
    }

    @Test
    void aChangedProviderFileIsRefused() throws IOException, InterruptedException {
        ObjectNode file =
                (ObjectNode) stage.file().path("runtime").path("files").path(0);
        file.put("sha256", "0".repeat(64));
        Ended ended = stage.script("echo never").runHere();

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.printed().path("failureMode").asText()).isEqualTo("provider-resolve");
        assertThat(ended.printed().path("error").asText())
                .contains("shell.jar has SHA-256")
                .contains("changed after the session was admitted");
        assertThat(stage.worktree()).doesNotExist();
    }

    @Test
    void anUnknownRuntimeIsNamed() throws IOException, InterruptedException {
        ((ObjectNode) stage.file().path("runtime")).put("id", "other");
        Ended ended = stage.runHere();

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.printed().path("error").asText())
                .startsWith("agent: no provider registered for name: \"other\"");
    }

    @Test
    void withoutDetailThereIsNothingToRun() throws IOException, InterruptedException {
        stage.file().remove("detail");
        Run run = stage.start();

        assertThat(run.await()).isEqualTo(2);
        assertThat(run.stderr())
                .startsWith("Error: preflight: session \"s-1\" has no detail")
                .hasLineCount(1);
        assertThat(run.stdout()).isEmpty();
        assertThat(stage.layout().events()).doesNotExist();
    }

    @Test
    void aSessionFileOfAnotherVersionIsRefused() throws IOException, InterruptedException {
        stage.file().put("version", 99);
        Run run = stage.start();

        assertThat(run.await()).isEqualTo(2);
        assertThat(run.stderr()).contains("session.json has version 99, this worker reads 1");
    }

    @Test
    void anUnknownRefFailsTheSessionWithItsName() throws IOException, InterruptedException {
        ((ObjectNode) stage.file().path("checkout")).put("ref", "nowhere");
        Ended ended = stage.script("echo never").runHere();

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.printed().path("failureMode").asText()).isEqualTo("worktree-provision");
        assertThat(ended.printed().path("error").asText()).contains("nowhere");
    }

    @Test
    void anOldDirectoryIsMovedAside() throws IOException, InterruptedException {
        Files.createDirectories(stage.worktree());
        Files.writeString(stage.worktree().resolve("precious"), "work");
        Files.createDirectories(stage.worktree().resolveSibling("s-1~1"));
        Ended ended = stage.script("true").runHere();

        assertThat(ended.status()).isZero();
        assertThat(stage.worktree().resolveSibling("s-1~2").resolve("precious")).hasContent("work");
    }

    @Test
    void twoWorkersNeverShareADirectory() throws IOException, InterruptedException {
        Run first = stage.script("until [ -e ../go ]; do sleep 0.05; done").start();
        await().atMost(Stage.PATIENCE).until(() -> first.saw("agent.init"));
        // Another worker for the same tree, from another session directory.
        Path other = Files.createDirectories(root.resolve("other"));
        Files.copy(stage.layout().session(), other.resolve("session.json"));
        Run second = stage.start(Map.of("DONMAI_SESSION_DIR", other.toString()));

        assertThat(second.await()).isEqualTo(1);
        assertThat(Files.readString(other.resolve("result.json")))
                .contains("another worker is working in " + stage.worktree());
        Files.createFile(stage.worktree().resolveSibling("go"));
        assertThat(first.await()).isZero();
    }

    @Test
    void terminationEndsTheAgentAndStillReports() throws IOException, InterruptedException {
        Run run = stage.script("echo work > half; (trap '' TERM; sleep 1000) & sleep 1000")
                .start();
        await().atMost(Stage.PATIENCE).until(() -> run.saw("agent.init"));
        await().until(() -> Files.exists(stage.worktree().resolve("half")));

        run.process().destroy();

        assertThat(run.await()).isEqualTo(1);
        assertThat(run.printed().path("failureMode").asText()).isEqualTo("timeout");
        assertThat(run.printed().path("error").asText()).isEqualTo("context canceled");
        assertThat(run.result().path("changes").path(0).path("path").asText()).isEqualTo("half");
        assertThat(stage.marked()).isEmpty();
        assertThat(stage.layout().scratch()).doesNotExist();
    }

    @Test
    void terminationForWantOfTimeSaysSo() throws IOException, InterruptedException {
        Run run = stage.script("exec sleep 1000").start();
        await().atMost(Stage.PATIENCE).until(() -> run.saw("agent.init"));

        Files.writeString(stage.layout().stop(), "{\"reason\":\"timeout\",\"at\":\"2026-11-23T00:00:00Z\"}");
        run.process().destroy();

        assertThat(run.await()).isEqualTo(1);
        assertThat(run.printed().path("failureMode").asText()).isEqualTo("timeout");
        assertThat(run.printed().path("error").asText()).isEqualTo("context deadline exceeded");
    }

    @Test
    void aSecondTerminationEndsAtOnce() throws IOException, InterruptedException {
        Run run =
                stage.script("trap '' TERM; echo up; while :; do sleep 1; done").start();
        await().atMost(Stage.PATIENCE).until(() -> run.saw("output"));

        run.process().destroy();
        await().atMost(Stage.PATIENCE).until(() -> {
            run.process().destroy();
            return !run.process().isAlive();
        });

        assertThat(run.await()).isEqualTo(1);
        await().until(() -> stage.marked().isEmpty());
    }

    @Test
    void tooMuchOutputEndsTheAgent() throws IOException, InterruptedException {
        Run run = stage.limit("outputMb", 1)
                .script("trap '' PIPE; while :; do echo 0123456789012345678901234567890123456789; done")
                .start();

        assertThat(run.await()).isEqualTo(1);
        assertThat(run.printed().path("failureMode").asText()).isEqualTo("output-limit");
        assertThat(stage.events())
                .anyMatch(event -> event.path("kind").asText().equals("limit")
                        && event.path("what").asText().equals("output"));
        assertThat(Files.size(stage.layout().output())).isLessThanOrEqualTo((1 << 20) + 1);
        assertThat(stage.marked()).isEmpty();
    }

    @Test
    void silenceEndsTheAgent() throws IOException, InterruptedException {
        Ended ended = stage.limit("idleSeconds", 1).script("exec sleep 1000").runHere();

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.printed().path("failureMode").asText()).isEqualTo("no-progress");
        assertThat(ended.printed().path("error").asText()).isEqualTo("no sign of life from the agent for 1 s");
    }

    @Test
    void aLineOf64MiBIsCutAndTheSessionGoesOn() throws IOException, InterruptedException {
        // The worker has 96 MiB of heap.
        Run run = stage.script("head -c 67108864 /dev/zero | tr '\\0' x; echo; echo after")
                .start();

        assertThat(run.await()).as(run.stderr()).isZero();
        List<JsonNode> outputs = stage.events().stream()
                .filter(event -> event.path("kind").asText().equals("output"))
                .toList();
        assertThat(outputs).hasSize(2);
        assertThat(outputs.getFirst().path("truncated").asBoolean()).isTrue();
        assertThat(outputs.getFirst().path("text").asText()).hasSize(256 << 10);
        assertThat(outputs.get(1).path("text").asText()).isEqualTo("after");
        assertThat(stage.output()).endsWith("x [cut]\nafter\n").hasSizeLessThan(300 << 10);
    }

    @Test
    void aTornEventLineIsCutAndTheNumbersGoOn() throws IOException, InterruptedException {
        Files.writeString(stage.layout().events(), """
                {"id":1,"at":"2026-11-23T00:00:00Z","session":"s-1","kind":"session.accepted"}
                {"id":2,"at":"2026-11-23T00:00:00Z","session":"s-1","kind":"session.started"}
                {"id":3,"at":"2026-11-""");
        Run run = stage.script("true").start();

        assertThat(run.await()).isZero();
        List<JsonNode> events = stage.events();
        assertThat(run.kinds())
                .containsExactly("session.accepted", "session.started", "workarea.ready", "agent.init", "agent.result");
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).path("id").asInt()).isEqualTo(i + 1);
            assertThat(events.get(i).path("session").asText()).isEqualTo("s-1");
        }
    }

    @Test
    void theOldPrefixNamesTheSessionDirectoryToo() throws IOException, InterruptedException {
        stage.script("true").start().await();
        Run run =
                stage.start(Map.of("RENSEI_SESSION_DIR", root.resolve("nowhere").toString()));

        assertThat(run.await()).isEqualTo(2);
        assertThat(run.stderr())
                .startsWith("Error: preflight: read the session file: ")
                .contains("nowhere");
    }
}
