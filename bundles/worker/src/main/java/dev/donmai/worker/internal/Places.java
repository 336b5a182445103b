package dev.donmai.worker.internal;

import dev.donmai.files.AtomicFile;
import dev.donmai.files.Redactor;
import dev.donmai.model.Json;
import dev.donmai.model.session.ResultFile;
import dev.donmai.model.session.SessionLayout;
import dev.donmai.model.session.StopFile;
import dev.donmai.model.wire.ExitReason;
import dev.donmai.worker.internal.assignment.Assignment;
import dev.donmai.worker.internal.events.DebugEvents;
import dev.donmai.worker.internal.events.EventLog;
import dev.donmai.worker.internal.events.EventSink;
import dev.donmai.worker.internal.events.OutputLog;
import dev.donmai.worker.internal.platform.PlatformTiming;
import dev.donmai.worker.internal.workarea.Collected;
import dev.donmai.worker.internal.workarea.TearDown;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a run keeps things: the one place that knows whether there is a session directory. */
record Places(Assignment assignment, Cancellation cancellation) {

    private static final String CANCELED = "context canceled";
    private static final String OVERDUE = "context deadline exceeded";
    private static final long MIB = 1L << 20;
    private static final Logger LOG = LoggerFactory.getLogger(Places.class);

    EventSink events(InstantSource clock) throws IOException {
        return switch (assignment) {
            case Assignment.FromDirectory from ->
                EventLog.open(from.layout().events(), from.file().sessionId(), clock);
            case Assignment.FromDaemon from -> new DebugEvents();
        };
    }

    OutputLog output(Redactor redactor) throws IOException {
        return switch (assignment) {
            case Assignment.FromDirectory from ->
                OutputLog.open(
                        from.layout().output(), redactor, from.file().limits().outputMb() * MIB, cancellation);
            case Assignment.FromDaemon from -> OutputLog.none(cancellation);
        };
    }

    Scratch scratch() throws IOException {
        return switch (assignment) {
            case Assignment.FromDirectory from -> Scratch.at(from.layout().scratch());
            case Assignment.FromDaemon from -> Scratch.temporary();
        };
    }

    void keep(ResultFile result) throws IOException {
        if (assignment instanceof Assignment.FromDirectory from) {
            AtomicFile.write(from.layout().result(), Json.pretty(result));
        }
    }

    /**
     * What a signal means: the daemon says in {@code stop.json} why it ends a session, before the first signal
     * ({@code sessions.md} §2.16 has two texts).
     */
    void terminated() {
        boolean overdue = false;
        if (assignment instanceof Assignment.FromDirectory from
                && Files.exists(from.layout().stop())) {
            try {
                overdue = Json.read(from.layout().stop(), StopFile.class).reason() == ExitReason.TIMEOUT;
            } catch (IOException e) {
                LOG.warn("can't tell why the session is ended: {}", e.toString());
            }
        }
        if (overdue) {
            cancellation.request(Cancellation.Cause.OVERDUE, OVERDUE);
        } else {
            cancellation.request(Cancellation.Cause.TERMINATED, CANCELED);
        }
        cancellation.hurry();
    }

    /** The session directory; empty for a session of a daemon of another make. */
    Optional<SessionLayout> directory() {
        return assignment instanceof Assignment.FromDirectory from ? Optional.of(from.layout()) : Optional.empty();
    }

    /** Whether the providers' files were pinned when the session was admitted. */
    boolean pinsProviders() {
        return assignment instanceof Assignment.FromDirectory;
    }

    /** How long the worker itself tries to deliver the result. */
    PlatformTiming.Delivery delivery(PlatformTiming timing) {
        if (cancellation.hurried()) {
            return timing.inAHurry();
        }
        return assignment instanceof Assignment.FromDirectory ? timing.withDaemon() : timing.alone();
    }

    /**
     * Removes the tree of a session that no daemon of ours archives.
     *
     * @param told whether the platform knows how it ended
     */
    void tearDown(Collected collected, boolean completed, boolean told) {
        if (assignment instanceof Assignment.FromDaemon from) {
            if (told) {
                TearDown.run(from.work().worktree(), collected, completed, from.preserve());
            } else {
                LOG.warn(
                        "{} stays: the platform does not know yet how the session ended",
                        from.work().worktree());
            }
        }
    }
}
