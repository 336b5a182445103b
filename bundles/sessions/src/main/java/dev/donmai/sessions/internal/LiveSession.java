package dev.donmai.sessions.internal;

import dev.donmai.model.Defaults;
import dev.donmai.model.Json;
import dev.donmai.model.PublicUrl;
import dev.donmai.model.session.SessionFile;
import dev.donmai.model.session.SessionLayout;
import dev.donmai.model.wire.Exit;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.model.wire.SessionHandle;
import dev.donmai.model.wire.SessionRecord;
import dev.donmai.model.wire.SessionRecord.AppliedLimit;
import dev.donmai.model.wire.SessionSpec;
import dev.donmai.model.wire.SessionState;
import dev.donmai.process.WrappedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A session that holds a slot: what it is, the process it runs in, and how far its end is. Thread-safe. */
final class LiveSession {

    private static final long NEVER = Long.MAX_VALUE;

    private final SessionFile file;
    private final SessionLayout layout;
    private final Optional<WrappedProcess> process;
    private final Optional<Long> deadlineNanos;
    private final Inbox inbox;
    private final AtomicBoolean finishing = new AtomicBoolean();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicLong stopBy = new AtomicLong(NEVER);
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CompletableFuture<Void> treeGone = new CompletableFuture<>();
    private final CompletableFuture<SessionRecord> ended = new CompletableFuture<>();

    /**
     * @param process the wrapper; empty for a session whose wrapper was never seen or is gone
     * @param elapsed how much of its duration is over
     */
    LiveSession(SessionFile file, SessionLayout layout, Optional<WrappedProcess> process, Duration elapsed) {
        this.file = file;
        this.layout = layout;
        this.process = process;
        this.inbox = new Inbox(layout, InstantSource.system());
        long limit = file.limits().maxDurationSeconds();
        this.deadlineNanos = limit <= 0
                ? Optional.empty()
                : Optional.of(System.nanoTime()
                        + Math.max(
                                0,
                                Duration.ofSeconds(Math.min(limit, Admission.MAX_DURATION_SECONDS))
                                        .minus(elapsed)
                                        .toNanos()));
    }

    String id() {
        return file.sessionId();
    }

    SessionFile file() {
        return file;
    }

    SessionLayout layout() {
        return layout;
    }

    Optional<WrappedProcess> process() {
        return process;
    }

    /** Messages for the agent. */
    Inbox inbox() {
        return inbox;
    }

    boolean overdue(long nowNanos) {
        return deadlineNanos.isPresent() && nowNanos - deadlineNanos.get() >= 0;
    }

    /** True for the first caller: the one who finishes the session. */
    boolean beginFinish() {
        return finishing.compareAndSet(false, true);
    }

    /** Counts an attempt to finish that failed; how many there were. */
    int finishFailed() {
        return failures.incrementAndGet();
    }

    /** Counts an attempt to finish whose report the store did not take; how many there were. */
    int reportRefused() {
        return refusals.incrementAndGet();
    }

    /** Whether a stop with this grace ends the session earlier than those asked for before. */
    boolean hasten(Duration grace) {
        long deadline = System.nanoTime() + grace.toNanos();
        while (true) {
            long earliest = stopBy.get();
            if (earliest != NEVER && deadline - earliest >= 0) {
                return false;
            }
            if (stopBy.compareAndSet(earliest, deadline)) {
                return true;
            }
        }
    }

    /** Whether an attempt to finish has failed. */
    boolean isHardToFinish() {
        return failures.get() > 0 || refusals.get() > 0;
    }

    boolean isFinishing() {
        return finishing.get();
    }

    /** True for the first caller: the one whose reason counts. */
    boolean beginStop() {
        return stopping.compareAndSet(false, true);
    }

    boolean isStopping() {
        return stopping.get();
    }

    /** Completes when no process of the session is left. */
    CompletableFuture<Void> treeGone() {
        return treeGone;
    }

    /** Completes when the session's record is written and its slot free. */
    CompletableFuture<SessionRecord> ended() {
        return ended;
    }

    SessionHandle handle() {
        return handle(SessionState.RUNNING, Exit.NONE);
    }

    /** The record of a session that has not ended. */
    SessionRecord recordSoFar() {
        return new SessionRecord(
                handle(), shownSpec(), file.decision(), SessionProviders.used(file), limits(), Json.object(), "");
    }

    /** The request as records show it: no credentials in its repository, and of its environment the names only. */
    SessionSpec shownSpec() {
        return Secrets.masked(file.spec());
    }

    private List<AppliedLimit> limits() {
        try {
            return SessionCgroups.limits(layout);
        } catch (IOException e) {
            throw new UncheckedIOException("session \"" + id() + "\": " + e.getMessage(), e);
        }
    }

    private static String root(String worktree) {
        return Optional.ofNullable(Path.of(worktree).getParent())
                .map(Path::toString)
                .orElse("");
    }

    SessionHandle handle(SessionState state, Exit exit) {
        SessionDetail detail = file.detail();
        return new SessionHandle(
                id(),
                process.map(p -> p.identity().pid()).orElse(0L),
                file.acceptedAt(),
                state,
                PublicUrl.cut(file.spec().repository()),
                file.projectId(),
                detail.workType(),
                detail.issueIdentifier(),
                Defaults.text(file.runtime().id(), file.foreign() ? "worker.command" : ""),
                detail.namedModel(),
                file.worktree(),
                root(file.worktree()),
                exit);
    }
}
