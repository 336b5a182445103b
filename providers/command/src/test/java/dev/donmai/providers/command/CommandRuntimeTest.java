package dev.donmai.providers.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.donmai.api.agent.AgentEvent.Cost;
import dev.donmai.api.agent.AgentEvent.Failure;
import dev.donmai.api.agent.AgentEvent.Init;
import dev.donmai.api.agent.AgentEvent.Notice;
import dev.donmai.api.agent.AgentEvent.Other;
import dev.donmai.api.agent.AgentEvent.Output;
import dev.donmai.api.agent.AgentEvent.Result;
import dev.donmai.api.agent.AgentEvent.Text;
import dev.donmai.api.agent.AgentEvent.ToolProgress;
import dev.donmai.api.agent.AgentEvent.ToolResult;
import dev.donmai.api.agent.AgentEvent.ToolUse;
import dev.donmai.api.agent.AgentEvent.Usage;
import dev.donmai.api.agent.AgentException;
import dev.donmai.api.agent.AgentSession;
import dev.donmai.api.agent.AgentSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class CommandRuntimeTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path dir;

    private final Map<String, Object> settings = new HashMap<>();
    private ProcessContext context;

    @BeforeEach
    void setUp() throws Exception {
        Files.createDirectory(dir.resolve("work"));
        Files.createDirectory(dir.resolve("scratch"));
        context = new ProcessContext(dir.resolve("work"), dir.resolve("scratch"), settings);
    }

    @Test
    void thePromptArrivesOnStandardInputAndPlainLinesAreShown() throws Exception {
        AgentSession session = play("read line; echo \"got $line\"; echo oops >&2; printf 'no line end'");

        String id = session.sessionId().orElseThrow();
        assertThat(id).matches("command-[0-9a-f]{16}");
        assertThat(context.events).first().isEqualTo(new Init(id));
        assertThat(context.events)
                .containsOnlyOnce(
                        new Output(Output.Stream.STDOUT, "got the prompt", false),
                        new Output(Output.Stream.STDERR, "oops", false),
                        new Output(Output.Stream.STDOUT, "no line end", false));
        assertThat(context.events)
                .hasSize(5)
                .last()
                .isEqualTo(new Result(true, "got the prompt\nno line end", List.of(), "", Cost.NONE));
    }

    @Test
    void thePromptFileIsPrivateNamedInArgumentsAndEnvironmentAndGoneAfterwards() throws Exception {
        settings.put("prompt", "file");
        settings.put("env", Map.of("EXTRA", "more", "NUMBER", 7));
        settings.put(
                "argv",
                List.of(
                        "sh",
                        "-c",
                        "stat -c %a \"$1\"; cat \"$DONMAI_PROMPT_FILE\"; echo \" $EXTRA $NUMBER\"; cat",
                        "x",
                        "{promptFile}"));
        run();

        assertThat(lines()).containsExactly("600", "the prompt more 7");
        assertThat(context.commands.getFirst().argv()).noneMatch(a -> a.contains("the prompt"));
        assertThat(dir.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void aProgramThatFailsEndsWithItsStatusAndItsLastErrors() throws Exception {
        play("echo first >&2; echo 'cannot reach the server' >&2; exit 3");

        assertThat(context.events).last().isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo("exit_3");
            assertThat(failure.message()).contains("exit status 3", "first\ncannot reach the server");
        });
        assertThat(context.events).noneMatch(Result.class::isInstance);
    }

    @Test
    void aProgramThatIsKilledEndsWithTheSignal() throws Exception {
        play("kill -9 $$");
        assertThat(context.events).last().isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo("signal_9");
            assertThat(failure.message()).contains("signal 9");
        });
    }

    @Test
    void theErrorTailIsBounded() throws Exception {
        play("yes 0123456789abcdef | head -n 20000 >&2; exit 1");
        assertThat(context.events)
                .last()
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.message())
                                .hasSizeBetween(8000, 8 * 1024 + 200)
                                .endsWith("0123456789abcdef"));
    }

    @Test
    void jsonLinesBecomeEventsAndTheResultComesLast() throws Exception {
        Path script = Files.writeString(dir.resolve("script"), """
                {"kind":"agent.init","sessionId":"mine"}
                {"kind":"agent.text","text":"hello","id":7,"at":"x","session":"y"}
                {"kind":"agent.tool-use","toolName":"Bash","toolUseId":"t1","input":{"cmd":"ls","n":[1,2.5,null,true]}}
                {"kind":"agent.tool-progress","toolName":"Bash","elapsedSeconds":1.5}
                {"kind":"agent.tool-result","toolName":"Bash","toolUseId":"t1","content":"ok","isError":true}
                {"kind":"agent.usage","inputTokens":3,"outputTokens":4,"cost":0.25}
                {"kind":"agent.result","success":true,"message":"fine","cost":{"inputTokens":5,"numTurns":2}}
                {"kind":"x.custom","a":1}
                {"kind":"session.ended","state":"completed"}
                {"kind":"agent.result","success":false,"message":"again"}
                [1]
                {"broken
                {"kind":"output","stream":"stderr","text":"e"}
                """);
        settings.put("format", "jsonl");
        settings.put("argv", List.of("cat", script.toString()));
        AgentSession session = run();

        Map<String, Object> input = context.events.stream()
                .filter(ToolUse.class::isInstance)
                .map(e -> ((ToolUse) e).input())
                .findFirst()
                .orElseThrow();
        assertThat(input).hasToString("{cmd=ls, n=[1, 2.5, null, true]}");
        assertThat(context.events)
                .containsExactly(
                        new Init(session.sessionId().orElseThrow()),
                        new Notice("init", "mine"),
                        new Text("hello"),
                        new ToolUse("Bash", "t1", input, ""),
                        new ToolProgress("Bash", Duration.ofMillis(1500)),
                        new ToolResult("Bash", "t1", "ok", true),
                        new Usage(new Cost(3, 4, 0, 0.25, 0)),
                        new Other("x.custom", Map.of("a", 1)),
                        new Output(Output.Stream.STDOUT, "{\"kind\":\"session.ended\",\"state\":\"completed\"}", false),
                        new Notice("extra-result", "again"),
                        new Output(Output.Stream.STDOUT, "[1]", false),
                        new Output(Output.Stream.STDOUT, "{\"broken", false),
                        new Output(Output.Stream.STDERR, "e", false),
                        new Result(true, "fine", List.of(), "", new Cost(5, 0, 0, 0, 2)));
    }

    @Test
    void anExitOfZeroWithoutResultEventIsSuccessUnlessAnErrorWasReported() throws Exception {
        settings.put("format", "jsonl");
        play("echo '{\"kind\":\"agent.text\",\"text\":\"all done\"}'");
        assertThat(context.events).last().isEqualTo(new Result(true, "all done", List.of(), "", Cost.NONE));

        context.events.clear();
        play("echo '{\"kind\":\"agent.error\",\"code\":\"quota\",\"message\":\"used up\"}'");
        assertThat(context.events).last().isEqualTo(new Result(false, "", List.of("used up"), "quota", Cost.NONE));
    }

    @Test
    void aReportedSuccessDoesNotHideAFailedExit() throws Exception {
        settings.put("format", "jsonl");
        play("echo '{\"kind\":\"agent.result\",\"success\":true}'; exit 4");
        assertThat(context.events)
                .last()
                .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.code()).isEqualTo("exit_4"));
    }

    @Test
    void aProgramThatStaysAfterItsResultIsEnded() throws Exception {
        settings.put("format", "jsonl");
        play("echo '{\"kind\":\"agent.result\",\"success\":true,\"message\":\"done\"}'; exec sleep 600");
        assertThat(context.events).last().isEqualTo(new Result(true, "done", List.of(), "", Cost.NONE));
    }

    @Test
    void aStopEndsTheWholeTreeAndSaysSo() throws Exception {
        AgentSession session = start("trap '' TERM; sleep 600 & echo $!; wait; wait; sleep 600");
        await().until(() -> !lines().isEmpty());
        long child = Long.parseLong(lines().getFirst());
        assertThat(runs(child)).isTrue();

        session.stop();
        assertThat(session.awaitEnd(Duration.ZERO)).isTrue();
        assertThat(context.events)
                .last()
                .isEqualTo(new Result(false, "", List.of("command: stopped by caller"), "stopped", Cost.NONE));
        assertThat(runs(child)).isFalse();
        session.stop();
    }

    @Test
    void whatTheProgramLeavesRunningDoesNotKeepTheSessionOpen() throws Exception {
        AgentSession session = start("sleep 600 & echo $!; exit 0");
        assertThat(session.awaitEnd(LONG)).isTrue();
        long child = Long.parseLong(lines().getFirst());
        assertThat(runs(child)).isFalse();
        assertThat(context.events)
                .last()
                .isInstanceOfSatisfying(
                        Result.class, r -> assertThat(r.success()).isTrue());
    }

    @Test
    void nothingIsLostForASlowConsumer() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicLong seen = new AtomicLong();
        context.consumer = event -> {
            if (event instanceof Output) {
                awaitQuietly(go);
                seen.incrementAndGet();
            } else {
                context.events.add(event);
            }
        };
        AgentSession session = start("seq 1 30000");
        // Longer than an abandoned stream may be silent: a consumer that is slow is not silence.
        assertThat(session.awaitEnd(Duration.ofSeconds(4))).isFalse();
        go.countDown();
        assertThat(session.awaitEnd(LONG)).isTrue();
        assertThat(seen).hasValue(30000);
    }

    @Test
    void aLineWithoutEndIsCutAndWhatFollowsIsRead() throws Exception {
        play("head -c 67108864 /dev/zero | tr '\\0' 'x'; echo; echo after");
        List<Output> output = context.events.stream()
                .filter(Output.class::isInstance)
                .map(Output.class::cast)
                .toList();
        assertThat(output).hasSize(2);
        assertThat(output.getFirst().truncated()).isTrue();
        assertThat(output.getFirst().text()).hasSize(256 * 1024);
        assertThat(output.getLast()).isEqualTo(new Output(Output.Stream.STDOUT, "after", false));
    }

    @Test
    void whatTheProgramCannotBeToldIsReported() throws Exception {
        settings.put("argv", List.of("true"));
        AgentSession session = new CommandRuntime().start(spec("a-model"), context);
        assertThat(session.awaitEnd(LONG)).isTrue();
        assertThat(context.events)
                .contains(new Notice(
                        "capability-mismatch", "model: dropped, the command runtime cannot tell the program"));
    }

    @Test
    void aProgramThatCannotBeStartedLeavesNothing() {
        settings.put("prompt", "file");
        settings.put("argv", List.of("/no/such/program", "{promptFile}"));
        assertThatThrownBy(() -> new CommandRuntime().start(spec(""), context))
                .isInstanceOf(AgentException.class)
                .hasMessageStartingWith("agent: spawn failed: ")
                .hasMessageContaining("/no/such/program");
        assertThat(dir.resolve("scratch")).isEmptyDirectory();
        assertThat(context.events).isEmpty();
    }

    private AgentSession play(String script) throws Exception {
        AgentSession session = start(script);
        assertThat(session.awaitEnd(LONG)).isTrue();
        return session;
    }

    private AgentSession start(String script) throws Exception {
        settings.put("argv", List.of("sh", "-c", script));
        return new CommandRuntime().start(spec(""), context);
    }

    private AgentSession run() throws Exception {
        AgentSession session = new CommandRuntime().start(spec(""), context);
        assertThat(session.awaitEnd(LONG)).isTrue();
        return session;
    }

    private List<String> lines() {
        return context.events.stream()
                .filter(Output.class::isInstance)
                .map(e -> ((Output) e).text())
                .toList();
    }

    /** Whether a process runs; one that is dead and only waits for its parent does not. */
    private static boolean runs(long pid) throws IOException {
        Path stat = Path.of("/proc/" + pid + "/stat");
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
        }
        try {
            return !Files.readString(stat).contains(") Z ");
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static AgentSpec spec(String model) {
        return new AgentSpec(
                "the prompt",
                "",
                Path.of("/"),
                Map.of(),
                true,
                AgentSpec.SandboxLevel.FULL_ACCESS,
                List.of(),
                List.of(),
                List.of(),
                0,
                model,
                "",
                Map.of());
    }
}
