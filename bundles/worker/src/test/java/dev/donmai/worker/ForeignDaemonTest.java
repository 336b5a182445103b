package dev.donmai.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker without a session directory, asked for by a daemon of another make. */
class ForeignDaemonTest {

    @TempDir
    Path root;

    private Stage stage;
    private HttpServer daemon;
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> credentials = Collections.synchronizedList(new ArrayList<>());
    private final Deque<Answer> answers = new ArrayDeque<>();

    private record Answer(int status, String body) {}

    @BeforeEach
    void start() throws IOException, InterruptedException {
        stage = new Stage(root);
        daemon = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        daemon.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            credentials.add(Objects.toString(exchange.getRequestHeaders().getFirst("Authorization"), ""));
            Answer answer;
            synchronized (answers) {
                answer = answers.size() > 1 ? answers.remove() : answers.element();
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        daemon.start();
    }

    @AfterEach
    void stop() throws IOException {
        daemon.stop(0);
        stage.clear();
    }

    private void answer(int status, String body) {
        synchronized (answers) {
            answers.add(new Answer(status, body));
        }
    }

    private Run run(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--session-id",
                Stage.SESSION,
                "--daemon-url",
                "http://127.0.0.1:" + daemon.getAddress().getPort() + "/"));
        arguments.addAll(List.of(more));
        if (arguments.stream().noneMatch(argument -> argument.startsWith("--worktree-dir"))) {
            arguments.add("--worktree-dir=" + stage.worktree().resolveSibling(""));
        }
        return stage.start(Map.of(), arguments.toArray(String[]::new));
    }

    private String detail(String more) {
        return "{\"sessionId\":\"s-1\",\"repository\":\"" + stage.repository()
                + "\",\"body\":\"work\",\"resolvedProfile\":{\"provider\":\"shell\"}" + more + "}";
    }

    @Test
    void fetchesTheDetailAndRunsTheSession() throws IOException, InterruptedException {
        answer(200, detail(",\"unknown\":1,\"branch\":\"feature/x\""));
        // Without settings the test runtime's script fails.
        Run run = run();

        assertThat(run.await()).isEqualTo(1);
        assertThat(asked).containsExactly("/api/daemon/sessions/s-1");
        assertThat(run.printed().path("providerName").asText()).isEqualTo("shell");
        assertThat(run.printed().path("failureMode").asText()).isEqualTo("provider-error");
        assertThat(Stage.git(stage.worktree(), "rev-parse", "--abbrev-ref", "HEAD"))
                .isEqualTo("feature/x");
        assertThat(stage.worktree()).as("preserved after a failure").exists();
        assertThat(stage.layout().result()).doesNotExist();
    }

    @Test
    void showsTheDaemonTheTokenOfTheSession() throws IOException, InterruptedException {
        answer(404, "{\"error\":\"session not found\"}");
        String url = "http://127.0.0.1:" + daemon.getAddress().getPort();
        stage.start(Map.of("DONMAI_SESSION_TOKEN", "f00"), "--session-id=" + Stage.SESSION, "--daemon-url=" + url)
                .await();
        stage.start(Map.of(), "--session-id=" + Stage.SESSION, "--daemon-url=" + url)
                .await();
        assertThat(credentials).containsExactly("Bearer f00", "");
    }

    @Test
    void removesACleanTreeOfAFailedSessionWhenItIsNotToBePreserved() throws IOException, InterruptedException {
        answer(200, detail(""));
        Run run = run("--preserve-worktree=false", "--json=false");

        assertThat(run.await()).isEqualTo(1);
        assertThat(run.stdout()).isEmpty();
        assertThat(stage.worktree()).doesNotExist();
    }

    @Test
    void aMissingSessionIsFinal() throws IOException, InterruptedException {
        answer(404, "{\"error\":\"session not found\",\"sessionId\":\"s-1\"}\n");
        Run run = run();

        assertThat(run.await()).isEqualTo(2);
        assertThat(run.stderr())
                .isEqualTo("Error: preflight: fetch session detail: HTTP 404:"
                        + " {\"error\":\"session not found\",\"sessionId\":\"s-1\"}\n");
        assertThat(run.stdout()).isEmpty();
        assertThat(asked).hasSize(1);
    }

    @Test
    void aServerErrorIsTriedThreeTimes() throws IOException, InterruptedException {
        answer(503, "busy");
        Run run = run();

        assertThat(run.await()).isEqualTo(2);
        assertThat(run.stderr())
                .startsWith("Error: preflight: fetch session detail: fetch session detail: after 3 attempts: ")
                .contains("503");
        assertThat(asked).hasSize(3);
    }

    @Test
    void anAnswerThatIsNoDetailIsTriedAgain() throws IOException, InterruptedException {
        answer(200, "{\"sessionId\":");
        answer(200, "{\"sessionId\":\"other\"}");
        answer(200, detail(""));
        Run run = run();

        assertThat(run.await()).isEqualTo(1);
        assertThat(asked).hasSize(3);
        assertThat(run.printed().path("sessionId").asText()).isEqualTo("s-1");
    }

    @Test
    void aDetailWithoutContextFailsTheSession() throws IOException, InterruptedException {
        answer(200, "{\"sessionId\":\"s-1\",\"repository\":\"x\",\"stagePrompt\":\"alone is not enough\"}");
        Run run = run();

        assertThat(run.await()).isEqualTo(1);
        assertThat(run.printed().path("failureMode").asText()).isEqualTo("prompt-render");
        assertThat(run.stderr()).contains("issue context required (PromptContext, Body, or IssueIdentifier)");
        assertThat(run.printed().path("providerName").asText()).isEqualTo("claude");
    }

    @Test
    void withoutASessionIdThereIsNothingToRun() throws IOException, InterruptedException {
        Run run = stage.start(Map.of());

        assertThat(run.await()).isEqualTo(2);
        assertThat(run.stderr())
                .isEqualTo("Error: preflight: missing session id: pass --session-id or set RENSEI_SESSION_ID"
                        + " (the daemon spawner sets this automatically)\n");
    }

    @Test
    void anIdThatIsAPathIsRefusedBeforeAnyoneIsAsked() throws IOException, InterruptedException {
        Run run = stage.start(Map.of("RENSEI_SESSION_ID", "../evil"));

        assertThat(run.await()).isEqualTo(2);
        assertThat(run.stderr()).startsWith("Error: preflight: malformed session id \"../evil\"");
    }

    @Test
    void aWorktreeDirectoryThatCannotBeMadeIsNamed() throws IOException, InterruptedException {
        answer(200, detail(""));
        Path file = Files.createFile(root.resolve("file"));
        Run run = run("--worktree-dir=" + file);

        assertThat(run.await()).isEqualTo(2);
        assertThat(run.stderr()).startsWith("Error: preflight: worktree manager: can't make " + file);
    }

    @Test
    void anUnknownFlagIsNamed() throws IOException, InterruptedException {
        Run run = run("--wat");

        assertThat(run.await()).isEqualTo(2);
        assertThat(run.stderr()).startsWith("Error: preflight: ").contains("--wat");
        assertThat(Files.exists(stage.worktree())).isFalse();
    }
}
