package dev.donmai.providers.fakes.faults;

import dev.donmai.api.agent.AgentContext;
import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentEvent.Init;
import dev.donmai.api.agent.AgentEvent.Result;
import dev.donmai.api.agent.AgentException;
import dev.donmai.api.agent.AgentSession;
import dev.donmai.api.agent.AgentSpec;
import dev.donmai.providers.stub.StubRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runtimes that leave things behind, mix sessions up or resume them in a wrong way. */
public final class RuntimeFaults {

    /** Where a leak is kept, for the test to take away. */
    public static final String LEAK = "donmai.fakes.leak";

    private RuntimeFaults() {}

    public static final class LeavesThread extends EventFaults.Events {
        @Override
        void pass(AgentEvent event, AgentSpec spec, AgentContext worker) {
            worker.emit(event);
            if (event instanceof Init) {
                CountDownLatch never = new CountDownLatch(1);
                Thread.ofPlatform().daemon().name("left").start(() -> {
                    try {
                        // Longer than the check waits, and shorter than the one that unloads it.
                        if (never.await(1700, TimeUnit.MILLISECONDS)) {
                            throw new IllegalStateException();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
        }
    }

    public static final class Leaks extends FaultyRuntime {
        public Leaks() {
            super(new StubRuntime());
            System.getProperties().put(LEAK, this);
        }
    }

    /** Events of every session go to the one that began last. */
    public static final class MixesSessions extends FaultyRuntime {

        private static volatile AgentContext latest = new NoWorker();

        public MixesSessions() {
            super(new StubRuntime());
        }

        @Override
        AgentContext context(AgentSpec spec, AgentContext worker) {
            latest = worker;
            return new OtherContext(worker) {
                @Override
                public void emit(AgentEvent event) {
                    latest.emit(event);
                }
            };
        }
    }

    /** Before the first session. */
    private static final class NoWorker extends OtherContext {
        @SuppressWarnings("NullAway") // nobody asks it
        NoWorker() {
            super(null);
        }
    }

    public static final class StartsByItself extends FaultyRuntime {
        public StartsByItself() {
            super(new StubRuntime());
        }

        @Override
        AgentContext context(AgentSpec spec, AgentContext worker) {
            try {
                new ProcessBuilder("sleep", "5").start();
                return worker;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A file in the scratch directory, from the beginning of a session to its end. */
    abstract static class WritesFile extends EventFaults.Events {

        private final String mode;
        private final boolean removed;

        WritesFile(String mode, boolean removed) {
            this.mode = mode;
            this.removed = removed;
        }

        @Override
        void pass(AgentEvent event, AgentSpec spec, AgentContext worker) {
            Path file = worker.scratchDirectory().resolve("notes");
            try {
                if (event instanceof Init) {
                    Files.createFile(
                            file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
                } else if (event instanceof Result && removed) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            worker.emit(event);
        }
    }

    public static final class WritesOpenly extends WritesFile {
        public WritesOpenly() {
            super("rw-r--r--", true);
        }
    }

    public static final class LeavesFile extends WritesFile {
        public LeavesFile() {
            super("rw-------", false);
        }
    }

    public static final class ResumesAsAnother extends FaultyRuntime {
        public ResumesAsAnother() {
            super(new StubRuntime());
        }

        @Override
        public AgentSession resume(String sessionId, AgentSpec spec, AgentContext worker) throws AgentException {
            return super.resume(sessionId.isEmpty() ? "" : sessionId + "-2", spec, worker);
        }
    }

    public static final class ResumesNothing extends FaultyRuntime {
        public ResumesNothing() {
            super(new StubRuntime());
        }

        @Override
        public AgentSession resume(String sessionId, AgentSpec spec, AgentContext worker) throws AgentException {
            return sessionId.isEmpty() ? start(spec, worker) : super.resume(sessionId, spec, worker);
        }
    }
}
