package dev.donmai.providers.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentEvent.Cost;
import dev.donmai.api.agent.AgentEvent.Failure;
import dev.donmai.api.agent.AgentEvent.Init;
import dev.donmai.api.agent.AgentEvent.Notice;
import dev.donmai.api.agent.AgentEvent.Result;
import dev.donmai.api.agent.AgentEvent.Text;
import dev.donmai.api.agent.AgentEvent.ToolProgress;
import dev.donmai.api.agent.AgentEvent.ToolResult;
import dev.donmai.api.agent.AgentEvent.ToolUse;
import dev.donmai.api.agent.AgentException;
import dev.donmai.api.agent.AgentSession;
import dev.donmai.api.agent.AgentSpec;
import dev.donmai.api.agent.InjectableSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sequences of {@code providers.md} §3.13. */
@Timeout(60)
class StubRuntimeTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final RecordingContext context = new RecordingContext();
    private final StubRuntime runtime = new StubRuntime();

    @Test
    void succeedsWithAPullRequestUnlessToldOtherwise() throws Exception {
        AgentSession session = playToEnd(Map.of(), Map.of("stub.behavior", "no-such-behavior"));

        String id = session.sessionId().orElseThrow();
        assertThat(id).matches("stub-session-[0-9a-f]{16}");
        assertThat(context.events)
                .containsExactly(
                        new Init(id),
                        new Notice("starting", ""),
                        new Text("Stub agent: starting deterministic run."),
                        new ToolUse("Bash", "tu-1", Map.of("cmd", "git status"), ""),
                        new ToolResult("Bash", "tu-1", "clean", false),
                        new Text("WORK_RESULT:passed"),
                        new Result(
                                true,
                                "Stub run complete (PR: stub://pr/123)",
                                List.of(),
                                "",
                                new Cost(10, 5, 0, 0.001, 1)));
    }

    @Test
    void configurationBeatsEnvironmentAndTheNewVariableBeatsTheOld() throws Exception {
        playToEnd(
                Map.of("DONMAI_STUB_MODE", "mid-stream-error", "RENSEI_STUB_MODE", "silent-fail"),
                Map.of("stub.behavior", "fail-on-clone"));
        assertThat(afterInit()).containsExactly(new Failure("clone_failed", "stub: worktree clone failed"));

        context.events.clear();
        playToEnd(Map.of("DONMAI_STUB_MODE", "mid-stream-error", "RENSEI_STUB_MODE", "silent-fail"), Map.of());
        assertThat(afterInit())
                .containsExactly(
                        new Notice("starting", ""),
                        new Text("Stub: about to crash."),
                        new Failure("provider_crash", "stub: provider crashed mid-stream"));

        context.events.clear();
        playToEnd(Map.of("RENSEI_STUB_MODE", "silent-fail"), Map.of());
        assertThat(afterInit()).containsExactly(new Notice("starting", ""));
    }

    @Test
    void slowToolTicksInWholeSecondsWhateverTheRealTimeIs() throws Exception {
        playToEnd(Map.of(), Map.of("stub.behavior", "slow-tool", "stub.progressTicks", 2, "stub.tickMillis", 1));

        assertThat(afterInit())
                .containsExactly(
                        new Notice("starting", ""),
                        new ToolUse("Bash", "tu-slow", Map.of("cmd", "sleep 5"), ""),
                        new ToolProgress("Bash", Duration.ofSeconds(1)),
                        new ToolProgress("Bash", Duration.ofSeconds(2)),
                        new ToolResult("Bash", "tu-slow", "done", false),
                        new Result(true, "slow-tool complete", List.of(), "", Cost.NONE));
    }

    @Test
    void aTickIsARealSecondByDefault() throws Exception {
        long begin = System.nanoTime();
        playToEnd(Map.of(), Map.of("stub.behavior", "slow-tool", "stub.progressTicks", 1));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(999));
    }

    @Test
    void costOverrunReportsMoreThanAnyBudget() throws Exception {
        playToEnd(Map.of(), Map.of("stub.behavior", "cost-overrun"));
        assertThat(context.events)
                .last()
                .isEqualTo(new Result(
                        true, "completed (cost overrun)", List.of(), "", new Cost(1_000_000, 500_000, 0, 999.99, 42)));
    }

    @Test
    void injectTestAnswersTheFirstInjection() throws Exception {
        InjectableSession session =
                (InjectableSession) runtime.start(spec(Map.of(), Map.of("stub.behavior", "inject-test")), context);
        session.inject("go on");
        assertThat(session.awaitEnd(LONG)).isTrue();
        assertThat(afterInit())
                .containsExactly(
                        new Notice("starting", ""),
                        new Text("injected: go on"),
                        new Result(true, "inject-test complete", List.of(), "", Cost.NONE));
        assertThatThrownBy(() -> session.inject("too late"))
                .isInstanceOf(AgentException.class)
                .hasMessageContaining("has ended");
    }

    @Test
    void injectionCanBeSwitchedOff() throws Exception {
        InjectableSession session = (InjectableSession) runtime.start(
                spec(Map.of(), Map.of("stub.behavior", "inject-test", "stub.injectUnsupported", true)), context);
        assertThatThrownBy(() -> session.inject("x")).hasMessage("agent: capability not supported by provider");
        session.stop();
    }

    @Test
    void stopEndsAHangingSessionOnceAndForAll() throws Exception {
        AgentSession session = runtime.start(spec(Map.of(), Map.of("stub.behavior", "hang-then-timeout")), context);
        await().until(() -> context.events.size() == 2);
        assertThat(session.awaitEnd(Duration.ZERO)).isFalse();

        session.stop();
        assertThat(session.awaitEnd(Duration.ZERO)).isTrue();
        session.stop();
        assertThat(afterInit())
                .containsExactly(
                        new Notice("starting", ""),
                        new Result(false, "", List.of("stub: stopped by caller"), "stopped", Cost.NONE));
    }

    @Test
    void aStopFromTheConsumerOfEventsDoesNotDeadlock() throws Exception {
        AgentSession[] self = new AgentSession[1];
        StubSession session = new StubSession(
                "s", false, StubSettings.of(spec(Map.of(), Map.of("stub.behavior", "slow-tool"))), event -> {
                    context.emit(event);
                    if (event instanceof ToolUse) {
                        self[0].stop();
                    }
                });
        self[0] = session;
        session.begin();
        assertThat(session.awaitEnd(LONG)).isTrue();
        assertThat(context.events)
                .last()
                .isInstanceOfSatisfying(
                        Result.class, r -> assertThat(r.errorSubtype()).isEqualTo("stopped"));
    }

    @Test
    void aResumedSessionKeepsItsIdAndSaysSo() throws Exception {
        AgentSession session = runtime.resume("stub-session-1", spec(Map.of(), Map.of()), context);
        assertThat(session.awaitEnd(LONG)).isTrue();
        assertThat(context.events).startsWith(new Init("stub-session-1"), new Notice("resumed", ""));
        assertThatThrownBy(() -> runtime.resume("", spec(Map.of(), Map.of()), context))
                .hasMessage("agent: session id not found");
    }

    private List<AgentEvent> afterInit() {
        assertThat(context.events).first().isInstanceOf(Init.class);
        return context.events.subList(1, context.events.size());
    }

    private AgentSession playToEnd(Map<String, String> environment, Map<String, Object> config) throws Exception {
        AgentSession session = runtime.start(spec(environment, config), context);
        assertThat(session.awaitEnd(LONG)).isTrue();
        return session;
    }

    private static AgentSpec spec(Map<String, String> environment, Map<String, Object> config) {
        return new AgentSpec(
                "do it",
                "",
                Path.of("/"),
                environment,
                true,
                AgentSpec.SandboxLevel.FULL_ACCESS,
                List.of(),
                List.of(),
                List.of(),
                0,
                "",
                "",
                config);
    }
}
