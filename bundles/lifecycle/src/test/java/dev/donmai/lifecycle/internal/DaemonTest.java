package dev.donmai.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.api.host.DaemonStartException;
import dev.donmai.lifecycle.DaemonState;
import dev.donmai.lifecycle.Drain;
import dev.donmai.lifecycle.DrainOutcome;
import dev.donmai.lifecycle.Participant;
import dev.donmai.lifecycle.StateConflictException;
import dev.donmai.lifecycle.TestConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** States, exit codes and what becomes of sessions, with one participant that holds them. */
class DaemonTest {

    @TempDir
    Path home;

    private final Work work = new Work();
    private Daemon daemon;

    @BeforeEach
    void make() {
        Services services = new Services() {
            @Override
            public <T> List<T> all(Class<T> type) {
                return type == Participant.class ? List.of(type.cast(work)) : List.of();
            }
        };
        daemon = new Daemon(
                services,
                new TestConfiguration(home, "{\"autoUpdate\":{\"drainTimeoutSeconds\":3600}}"),
                new DaemonOptions("", "", "", "", "1.2.3", List.of(), List.of(), Map.of()));
    }

    @AfterEach
    void endThreads() {
        daemon.deactivate();
    }

    /** Holds as many sessions as a test says. */
    private static final class Work implements Participant {

        final List<String> calls = new CopyOnWriteArrayList<>();
        final Semaphore ends = new Semaphore(0);
        volatile String failure = "";
        volatile CountDownLatch startGate = new CountDownLatch(0);
        volatile int sessions;

        @Override
        public String name() {
            return "work";
        }

        @Override
        public int order() {
            return SESSIONS;
        }

        @Override
        public void start() throws IOException, InterruptedException {
            calls.add("start");
            startGate.await();
            if (!failure.isEmpty()) {
                throw new IOException(failure);
            }
        }

        @Override
        public void running() {
            calls.add("running");
        }

        @Override
        public int drain(Duration timeout) throws InterruptedException {
            if (!timeout.isZero()) {
                calls.add("drain");
            }
            if (sessions > 0 && ends.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                sessions = 0;
            }
            return sessions;
        }

        @Override
        public void terminate(Duration grace) {
            if (sessions > 0) {
                calls.add("terminate " + grace.toSeconds());
            }
            sessions = 0;
        }

        @Override
        public void stop() {
            calls.add("stop");
        }
    }

    private int exitCode() {
        await().until(() -> daemon.exit().isDone());
        return daemon.exit().join();
    }

    private CompletableFuture<Void> startBehindTheGate() {
        work.startGate = new CountDownLatch(1);
        CompletableFuture<Void> started = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                daemon.start();
                started.complete(null);
            } catch (DaemonStartException e) {
                started.completeExceptionally(e);
            }
        });
        await().until(() -> !work.calls.isEmpty());
        return started;
    }

    @Test
    void startsAndStops() throws Exception {
        assertThat(daemon.reportedStatus()).isEqualTo("stopped");
        daemon.start();
        assertThat(daemon.state()).isEqualTo(DaemonState.RUNNING);
        assertThat(daemon.reportedStatus()).isEqualTo("ready");
        assertThat(daemon.version()).isEqualTo("1.2.3");

        daemon.stop("asked");
        assertThat(exitCode()).isZero();
        assertThat(daemon.state()).isEqualTo(DaemonState.STOPPED);
        assertThat(work.calls).containsExactly("start", "running", "drain", "stop");
    }

    @Test
    void aSecondStartIsRefusedAndHarmless() throws Exception {
        daemon.start();
        assertThatThrownBy(daemon::start)
                .isInstanceOf(DaemonStartException.class)
                .hasMessage("cannot start — current state \"running\"");
        assertThat(daemon.state()).isEqualTo(DaemonState.RUNNING);
        assertThat(daemon.exit()).isNotDone();
    }

    @Test
    void aFailedStartReleasesEverythingAndMayBeTriedAgain() throws Exception {
        work.failure = "no room left";
        assertThatThrownBy(daemon::start)
                .isInstanceOf(DaemonStartException.class)
                .hasMessage("no room left");
        assertThat(work.calls).containsExactly("start", "stop");
        assertThat(daemon.state()).isEqualTo(DaemonState.STOPPED);
        assertThat(exitCode()).isEqualTo(1);
        assertThat(daemon.failure()).isEqualTo("no room left");

        work.failure = "";
        daemon.start();
        assertThat(daemon.state()).isEqualTo(DaemonState.RUNNING);
        assertThat(daemon.exit()).isNotDone();
        assertThat(daemon.failure()).isEmpty();
        daemon.stop("asked");
        assertThat(exitCode()).isZero();
    }

    @Test
    void aStopBeforeTheStartIsNotKept() throws Exception {
        daemon.stop("too early");
        assertThat(daemon.exit()).isNotDone();
        daemon.start();
        assertThat(daemon.state()).isEqualTo(DaemonState.RUNNING);
        daemon.stop("in time");
        assertThat(exitCode()).isZero();
    }

    @Test
    void aStopDuringTheStartEndsIt() {
        CompletableFuture<Void> started = startBehindTheGate();
        daemon.stop("changed my mind");
        started.join();
        assertThat(exitCode()).isZero();
        assertThat(daemon.state()).isEqualTo(DaemonState.STOPPED);
        assertThat(work.calls).containsExactly("start", "stop");
    }

    @Test
    void sessionsMayEndBeforeAStop() throws Exception {
        daemon.start();
        work.sessions = 1;
        daemon.stop("asked");
        await().until(() -> work.calls.contains("drain"));
        assertThat(daemon.reportedStatus()).isEqualTo("draining");
        daemon.stop("again");
        work.ends.release();
        assertThat(exitCode()).isZero();
        assertThat(work.calls).containsExactly("start", "running", "drain", "stop");
    }

    @Test
    void aForcedStopEndsSessionsNow() throws Exception {
        daemon.start();
        work.sessions = 1;
        daemon.stop("asked");
        await().until(() -> work.calls.contains("drain"));
        daemon.forceStop();
        assertThat(exitCode()).isZero();
        assertThat(work.calls).contains("terminate 0");
    }

    @Test
    void aRestartLeavesSessionsAloneAndExitsWithThree() throws Exception {
        daemon.start();
        work.sessions = 2;
        daemon.restart();
        assertThat(exitCode()).isEqualTo(3);
        assertThat(work.sessions).isEqualTo(2);
        assertThat(work.calls).containsExactly("start", "running", "stop");
    }

    @Test
    void aPausedDaemonCanBeRestartedAndADrainingOneCannot() throws Exception {
        assertThatThrownBy(daemon::restart).hasMessage("cannot restart while daemon is stopped");
        daemon.start();
        work.sessions = 1;
        daemon.stop("asked");
        assertThatThrownBy(daemon::restart)
                .isInstanceOf(StateConflictException.class)
                .hasMessage("cannot restart while daemon is draining");
        work.ends.release();
        assertThat(exitCode()).isZero();
        daemon.start();
        daemon.pause();
        daemon.restart();
        assertThat(exitCode()).isEqualTo(3);
    }

    @Test
    void aPartThatCannotGoOnEndsTheDaemonAndNotTheSessions() throws Exception {
        daemon.start();
        work.sessions = 1;
        daemon.fail("http server error: the port is gone");
        assertThat(exitCode()).isEqualTo(1);
        assertThat(daemon.failure()).isEqualTo("http server error: the port is gone");
        assertThat(work.sessions).isEqualTo(1);
    }

    @Test
    void aPartThatFailsDuringTheStartFailsIt() {
        CompletableFuture<Void> started = startBehindTheGate();
        daemon.fail("http server error: the port is gone");
        assertThatThrownBy(started::join).hasMessageContaining("http server error: the port is gone");
        assertThat(exitCode()).isEqualTo(1);
        assertThat(work.calls).containsExactly("start", "stop");
    }

    @Test
    void aDrainThatIsCalledOffSaysHowManyGoOn() throws Exception {
        daemon.start();
        work.sessions = 2;
        Drain drain = daemon.drain(Duration.ofMinutes(5));
        daemon.resume();
        assertThat(drain.outcome().join()).isEqualTo(new DrainOutcome.CalledOff(2));
        assertThat(work.sessions).isEqualTo(2);
    }

    @Test
    void aDrainEndsWhatIsLeftAtItsDeadline() throws Exception {
        daemon.start();
        work.sessions = 2;
        assertThat(daemon.drain(Duration.ZERO).outcome().join()).isEqualTo(new DrainOutcome.TimedOut(2));
        assertThat(work.sessions).isZero();
    }

    @Test
    void aDrainIsNotDoneWhenAStopHasEndedTheSessions() throws Exception {
        daemon.start();
        work.sessions = 2;
        Drain drain = daemon.drain(Duration.ofMinutes(5));
        daemon.stop("asked");
        daemon.forceStop();
        assertThat(drain.outcome().join()).isEqualTo(new DrainOutcome.Stopped(2));
        assertThat(exitCode()).isZero();
    }

    @Test
    void aDrainIsDoneWhenTheSessionsEndDuringAStop() throws Exception {
        daemon.start();
        work.sessions = 1;
        Drain drain = daemon.drain(Duration.ofMinutes(5));
        daemon.stop("asked");
        work.ends.release(2);
        assertThat(drain.outcome().join()).isEqualTo(new DrainOutcome.Drained());
        assertThat(exitCode()).isZero();
    }

    @Test
    void aRestartCallsADrainOffBeforeAnythingIsStopped() throws Exception {
        daemon.start();
        work.sessions = 1;
        Drain drain = daemon.drain(Duration.ofMinutes(5));
        daemon.restart();
        assertThat(exitCode()).isEqualTo(3);
        assertThat(drain.outcome()).isCompletedWithValue(new DrainOutcome.CalledOff(1));
        assertThat(work.sessions).isEqualTo(1);
    }

    @Test
    void whoAsksForAnotherDrainSharesTheOneUnderWayAndIsToldItsTime() throws Exception {
        daemon.start();
        work.sessions = 1;
        Drain first = daemon.drain(Duration.ofMinutes(5));
        assertThat(first.timeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(daemon.drain(Duration.ofMinutes(9)).timeout())
                .isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
        assertThat(daemon.drain(Duration.ofMinutes(1)).timeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(first.outcome()).isNotDone();
        assertThat(daemon.drain(Duration.ZERO).outcome().join())
                .isEqualTo(first.outcome().join());
    }

    @Test
    void aDrainLeavesTheStateAndClosesAdmission() throws Exception {
        daemon.start();
        assertThat(daemon.drain(Duration.ofSeconds(5)).outcome().join()).isEqualTo(new DrainOutcome.Drained());
        assertThat(daemon.state()).isEqualTo(DaemonState.RUNNING);
        assertThat(daemon.accepting()).isFalse();
        assertThat(daemon.reportedStatus()).isEqualTo("paused");
        daemon.resume();
        assertThat(daemon.reportedStatus()).isEqualTo("ready");
    }
}
