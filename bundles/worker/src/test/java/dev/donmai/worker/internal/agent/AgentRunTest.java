package dev.donmai.worker.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.donmai.api.agent.AgentCommand;
import dev.donmai.api.agent.AgentContext;
import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentException;
import dev.donmai.api.agent.AgentProcess;
import dev.donmai.api.agent.AgentRuntime;
import dev.donmai.api.agent.AgentSession;
import dev.donmai.api.agent.AgentSpec;
import dev.donmai.files.Redactor;
import dev.donmai.worker.internal.Cancellation;
import dev.donmai.worker.internal.FailureMode;
import dev.donmai.worker.internal.SessionFailure;
import dev.donmai.worker.internal.events.AgentEventJson;
import dev.donmai.worker.internal.events.DebugEvents;
import dev.donmai.worker.internal.events.OutputLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runtimes that do not keep their side of the contract. */
@Timeout(60)
class AgentRunTest {

    @TempDir
    Path workarea;

    private final Cancellation cancellation = new Cancellation();
    private final CountDownLatch never = new CountDownLatch(1);
    private SessionContext context;

    @BeforeEach
    void prepare() {
        context = new SessionContext(
                Map.of("PATH", "/usr/bin:/bin"),
                workarea,
                Map.of(),
                workarea,
                new SessionContext.Recording(
                        new DebugEvents(),
                        new AgentEventJson(Redactor.of(List.of())),
                        OutputLog.none(cancellation),
                        List.of()),
                cancellation);
    }

    private interface Start {
        AgentSession start(AgentContext context) throws AgentException;
    }

    private void run(Start start) throws SessionFailure, InterruptedException {
        AgentRuntime runtime = new AgentRuntime() {
            @Override
            public String id() {
                return "odd";
            }

            @Override
            public AgentSession start(AgentSpec spec, AgentContext given) throws AgentException {
                return start.start(given);
            }
        };
        Agents.run(runtime, context, cancellation, Duration.ZERO, FollowUps.NONE);
    }

    private static AgentProcess launch(AgentContext context, String script) throws AgentException {
        try {
            return context.launch(new AgentCommand(List.of("sh", "-c", script), Map.of(), ""));
        } catch (IOException e) {
            throw new AgentException(AgentException.SPAWN_FAILED + ": " + e.getMessage(), e);
        }
    }

    private record Ending(Waiting waiting) implements AgentSession {

        private interface Waiting {
            boolean ended(Duration timeout) throws InterruptedException;
        }

        @Override
        public Optional<String> sessionId() {
            return Optional.empty();
        }

        @Override
        public boolean awaitEnd(Duration timeout) throws InterruptedException {
            return waiting.ended(timeout);
        }

        @Override
        public void stop() {
            throw new IllegalStateException("stop is broken too");
        }
    }

    @Test
    void aRefusedStartKeepsItsWords() {
        assertThatThrownBy(() -> run(given -> {
                    throw new AgentException("agent: provider runtime unavailable: no key");
                }))
                .isInstanceOfSatisfying(SessionFailure.class, failure -> {
                    assertThat(failure.mode()).isEqualTo(FailureMode.SPAWN_FAILED);
                    assertThat(failure.text()).isEqualTo("agent: provider runtime unavailable: no key");
                });
    }

    @Test
    void aStartThatFailsLeavesNoProcess() {
        AtomicLong launched = new AtomicLong();
        assertThatThrownBy(() -> run(given -> {
                    launched.set(launch(given, "trap '' TERM; while :; do sleep 1; done")
                            .pid());
                    throw new IllegalArgumentException("bug");
                }))
                .isInstanceOf(SessionFailure.class)
                .hasMessage("agent: spawn failed: java.lang.IllegalArgumentException: bug");
        assertThat(ProcessHandle.of(launched.get()).filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void aStartThatHangsIsGivenUpWhenTheRunIsToEnd() {
        Thread.ofPlatform().daemon().start(() -> cancellation.request(Cancellation.Cause.TERMINATED, "enough"));
        assertThatThrownBy(() -> run(given -> {
                    await(never);
                    throw new AgentException("not reached");
                }))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void aSessionThatBreaksIsAProviderErrorAndLeavesNoProcess() {
        AtomicLong launched = new AtomicLong();
        assertThatThrownBy(() -> run(given -> {
                    launched.set(launch(given, "exec sleep 1000").pid());
                    return new Ending(timeout -> {
                        throw new IllegalStateException("lost");
                    });
                }))
                .isInstanceOfSatisfying(SessionFailure.class, failure -> {
                    assertThat(failure.mode()).isEqualTo(FailureMode.PROVIDER_ERROR);
                    assertThat(failure.text()).contains("lost");
                });
        assertThat(ProcessHandle.of(launched.get()).filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThat(context.observed().failure().map(AgentEvent.Failure::code)).contains("runtime_failed");
    }

    @Test
    void aRuntimeThatGoesOnAfterItsLastErrorIsEnded() throws Exception {
        run(given -> {
            given.emit(new AgentEvent.Failure("stdout_scan", "the pipe broke"));
            return new Ending(timeout -> false);
        });
        assertThat(context.observed().failure().map(AgentEvent.Failure::message))
                .contains("the pipe broke");
        assertThat(cancellation.requested()).isFalse();
    }

    @Test
    void aRuntimeThatDoesNotNoticeTheDeathOfItsProgramIsEnded() throws Exception {
        run(given -> {
            AgentProcess process = launch(given, "echo 'out of cheese' >&2; exit 3");
            read(process.stdout());
            read(process.stderr());
            return new Ending(timeout -> false);
        });
        assertThat(context.observed().failure()).hasValueSatisfying(failure -> {
            assertThat(failure.code()).isEqualTo("process_exited");
            assertThat(failure.message()).contains("exit status 3").contains("out of cheese");
        });
    }

    private static void read(InputStream stream) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                stream.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void nothingIsLaunchedAfterTheEnd() throws Exception {
        run(given -> new Ending(timeout -> true));
        assertThatThrownBy(() -> context.launch(new AgentCommand(List.of("true"), Map.of(), "")))
                .isInstanceOf(IOException.class)
                .hasMessage("the session is ending: true is not started");
    }

    private static void await(CountDownLatch latch) throws AgentException {
        try {
            latch.await(1, TimeUnit.HOURS);
        } catch (InterruptedException e) {
            throw new AgentException("interrupted", e);
        }
    }
}
