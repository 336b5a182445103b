package dev.donmai.providers.fakes.faults;

import dev.donmai.api.agent.AgentContext;
import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentEvent.Init;
import dev.donmai.api.agent.AgentEvent.Result;
import dev.donmai.api.agent.AgentException;
import dev.donmai.api.agent.AgentSession;
import dev.donmai.api.agent.AgentSpec;
import dev.donmai.api.agent.InjectableSession;
import dev.donmai.providers.stub.StubRuntime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Sessions that are waited for and ended in a wrong way. */
public final class SessionFaults {

    private SessionFaults() {}

    /** Changes the session. */
    abstract static class Sessions extends FaultyRuntime {

        Sessions() {
            super(new StubRuntime());
        }

        @Override
        abstract AgentSession session(InjectableSession session, AgentContext worker);
    }

    public static final class WaitsTooLong extends Sessions {
        @Override
        AgentSession session(InjectableSession session, AgentContext worker) {
            return new OtherSession(session) {
                @Override
                public boolean awaitEnd(Duration timeout) throws InterruptedException {
                    boolean isShort = !timeout.isZero() && timeout.toMillis() < 100;
                    return sound.awaitEnd(isShort ? Duration.ofMillis(1500) : timeout);
                }
            };
        }
    }

    public static final class SwallowsInterrupts extends Sessions {
        @Override
        AgentSession session(InjectableSession session, AgentContext worker) {
            return new OtherSession(session) {
                @Override
                public boolean awaitEnd(Duration timeout) {
                    long end = System.nanoTime() + timeout.toNanos();
                    while (true) {
                        try {
                            return sound.awaitEnd(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
                        } catch (InterruptedException ignored) {
                            // The fault: it waits on.
                        }
                    }
                }
            };
        }
    }

    public static final class StopsLater extends Sessions {
        @Override
        AgentSession session(InjectableSession session, AgentContext worker) {
            return new OtherSession(session) {
                @Override
                public void stop() {
                    Thread.ofPlatform().daemon().name("later").start(() -> {
                        Pause.millis(200);
                        sound.stop();
                    });
                }
            };
        }
    }

    public static final class StopsOnce extends Sessions {
        @Override
        AgentSession session(InjectableSession session, AgentContext worker) {
            AtomicInteger stops = new AtomicInteger();
            return new OtherSession(session) {
                @Override
                public void stop() {
                    if (stops.incrementAndGet() > 1) {
                        stops.decrementAndGet();
                        throw new IllegalStateException("it is being stopped");
                    }
                    Pause.millis(100);
                    sound.stop();
                    stops.decrementAndGet();
                }
            };
        }
    }

    /** A stop that comes before the Init is forgotten. */
    public static final class StopsTooEarly extends FaultyRuntime {

        private final AtomicBoolean begun = new AtomicBoolean();

        public StopsTooEarly() {
            super(new StubRuntime());
        }

        @Override
        AgentContext context(AgentSpec spec, AgentContext worker) {
            begun.set(false);
            return new OtherContext(worker) {
                @Override
                public void emit(AgentEvent event) {
                    worker.emit(event);
                    if (event instanceof Init) {
                        begun.set(true);
                    }
                }
            };
        }

        @Override
        AgentSession session(InjectableSession session, AgentContext worker) {
            return new OtherSession(session) {
                @Override
                public void stop() {
                    if (begun.get()) {
                        sound.stop();
                    }
                }
            };
        }
    }

    public static final class StopUntold extends EventFaults.Events {
        @Override
        void pass(AgentEvent event, AgentSpec spec, AgentContext worker) {
            worker.emit(
                    event instanceof Result result && result.errorSubtype().equals("stopped")
                            ? new Result(false, result.message(), result.errors(), "failed", result.cost())
                            : event);
        }
    }

    public static final class InjectsIntoTheVoid extends Sessions {
        @Override
        AgentSession session(InjectableSession session, AgentContext worker) {
            return new OtherSession(session) {
                @Override
                public void inject(String text) throws AgentException {
                    if (!ended()) {
                        sound.inject(text);
                    }
                }

                private boolean ended() {
                    try {
                        return sound.awaitEnd(Duration.ZERO);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return true;
                    }
                }
            };
        }
    }

    /** A text waits for whoever takes events. */
    public static final class InjectsBehindEvents extends FaultyRuntime {

        private final Object events = new Object();

        public InjectsBehindEvents() {
            super(new StubRuntime());
        }

        @Override
        AgentContext context(AgentSpec spec, AgentContext worker) {
            return new OtherContext(worker) {
                @Override
                public void emit(AgentEvent event) {
                    synchronized (events) {
                        worker.emit(event);
                    }
                }
            };
        }

        @Override
        AgentSession session(InjectableSession session, AgentContext worker) {
            return new OtherSession(session) {
                @Override
                public void inject(String text) throws AgentException {
                    synchronized (events) {
                        sound.inject(text);
                    }
                }
            };
        }
    }
}
