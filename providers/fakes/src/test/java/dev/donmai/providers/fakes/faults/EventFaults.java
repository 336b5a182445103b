package dev.donmai.providers.fakes.faults;

import dev.donmai.api.agent.AgentContext;
import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentEvent.Init;
import dev.donmai.api.agent.AgentEvent.Notice;
import dev.donmai.api.agent.AgentEvent.Result;
import dev.donmai.api.agent.AgentEvent.Text;
import dev.donmai.api.agent.AgentSession;
import dev.donmai.api.agent.AgentSpec;
import dev.donmai.api.agent.InjectableSession;
import dev.donmai.providers.stub.StubRuntime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/** Wrong events. */
public final class EventFaults {

    private EventFaults() {}

    /** Changes events on their way. */
    abstract static class Events extends FaultyRuntime {

        Events() {
            super(new StubRuntime());
        }

        /** Hands on what becomes of an event. */
        abstract void pass(AgentEvent event, AgentSpec spec, AgentContext worker);

        @Override
        AgentContext context(AgentSpec spec, AgentContext worker) {
            BiConsumer<AgentEvent, AgentContext> pass = (event, to) -> pass(event, spec, to);
            return new OtherContext(worker) {
                @Override
                public void emit(AgentEvent event) {
                    pass.accept(event, worker);
                }
            };
        }
    }

    private static boolean succeeds(AgentEvent event) {
        return event instanceof Result result && result.success();
    }

    public static final class NoticeBeforeInit extends Events {
        @Override
        void pass(AgentEvent event, AgentSpec spec, AgentContext worker) {
            if (event instanceof Init) {
                worker.emit(new Notice("early", ""));
            }
            worker.emit(event);
        }
    }

    public static final class SecondResult extends Events {
        @Override
        void pass(AgentEvent event, AgentSpec spec, AgentContext worker) {
            worker.emit(event);
            if (succeeds(event)) {
                worker.emit(event);
            }
        }
    }

    public static final class LateText extends Events {
        @Override
        void pass(AgentEvent event, AgentSpec spec, AgentContext worker) {
            worker.emit(event);
            if (succeeds(event)) {
                Thread.ofPlatform().daemon().name("late").start(() -> {
                    Pause.millis(50);
                    worker.emit(new Text("One more thing."));
                });
            }
        }
    }

    public static final class SuccessUntold extends Events {
        @Override
        void pass(AgentEvent event, AgentSpec spec, AgentContext worker) {
            worker.emit(
                    event instanceof Result result && result.success()
                            ? new Result(false, result.message(), List.of(), "failed", result.cost())
                            : event);
        }
    }

    public static final class SecretTold extends Events {
        @Override
        void pass(AgentEvent event, AgentSpec spec, AgentContext worker) {
            worker.emit(event);
            if (event instanceof Init) {
                worker.emit(new Notice("environment", spec.environment().toString()));
            }
        }
    }

    public static final class FalseMismatch extends Events {
        @Override
        void pass(AgentEvent event, AgentSpec spec, AgentContext worker) {
            worker.emit(event);
            if (event instanceof Init && !spec.model().isEmpty()) {
                worker.emit(new Notice("capability-mismatch", "model: dropped"));
            }
        }
    }

    public static final class ChangingId extends FaultyRuntime {
        public ChangingId() {
            super(new StubRuntime());
        }

        @Override
        AgentSession session(InjectableSession session, AgentContext worker) {
            return new OtherSession(session) {
                @Override
                public Optional<String> sessionId() {
                    return Optional.of(UUID.randomUUID().toString());
                }
            };
        }
    }
}
