package dev.donmai.http.internal;

import dev.donmai.lifecycle.DaemonState;
import dev.donmai.lifecycle.Drain;
import dev.donmai.lifecycle.DrainOutcome;
import dev.donmai.lifecycle.Lifecycle;
import dev.donmai.lifecycle.StateConflictException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A daemon whose state a test sets, and that notes what it is asked to do. */
final class FakeLifecycle implements Lifecycle {

    volatile DaemonState state = DaemonState.RUNNING;
    volatile CompletableFuture<DrainOutcome> drained = new CompletableFuture<>();
    /** What is left of a drain that is under way already. */
    volatile Duration mostLeft = Duration.ofDays(400);

    final List<String> asked = new CopyOnWriteArrayList<>();

    @Override
    public DaemonState state() {
        return state;
    }

    @Override
    public boolean accepting() {
        return state == DaemonState.RUNNING;
    }

    @Override
    public String reportedStatus() {
        return state == DaemonState.RUNNING ? "ready" : state.wireName();
    }

    @Override
    public String version() {
        return "1.2.3-test";
    }

    @Override
    public Instant startedAt() {
        return Instant.EPOCH;
    }

    @Override
    public long uptimeSeconds() {
        return 3605;
    }

    @Override
    public void pause() throws StateConflictException {
        note("pause");
        state = DaemonState.PAUSED;
    }

    @Override
    public void resume() throws StateConflictException {
        note("resume");
        state = DaemonState.RUNNING;
    }

    @Override
    public Drain drain(Duration timeout) throws StateConflictException {
        note("drain " + timeout.toSeconds());
        return new Drain(timeout.compareTo(mostLeft) < 0 ? timeout : mostLeft, drained);
    }

    @Override
    public void restart() throws StateConflictException {
        note("restart");
    }

    @Override
    public void stop(String cause) {
        asked.add("stop");
    }

    @Override
    public void fail(String cause) {
        asked.add("fail " + cause);
    }

    private void note(String verb) throws StateConflictException {
        if (state == DaemonState.DRAINING) {
            throw new StateConflictException("cannot " + verb.replaceFirst(" .*", "") + " while daemon is draining");
        }
        asked.add(verb);
    }
}
