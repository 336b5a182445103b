package dev.donmai.tck.internal.agent;

import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentRuntime;
import dev.donmai.api.agent.AgentSession;
import dev.donmai.tck.internal.Check;
import dev.donmai.tck.internal.Demand;
import dev.donmai.tck.internal.Loaded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting for a session and ending it. */
final class StopChecks {

    /** Five seconds of grace, and what it takes to end a tree by force. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration PROMPT = Duration.ofSeconds(1);

    private final AgentSubject subject;

    private StopChecks(AgentSubject subject) {
        this.subject = subject;
    }

    static List<Check> of(AgentSubject subject) {
        StopChecks checks = new StopChecks(subject);
        return List.of(
                new Check(
                        "wait.keeps-its-time",
                        "awaitEnd returns false when its time is up and the session goes on.",
                        checks::waitKeepsTime),
                new Check(
                        "wait.can-be-interrupted",
                        "An interrupt ends the wait and not the session.",
                        checks::waitInterrupted),
                new Check(
                        "stop.ends-the-session",
                        "When stop returns, within ten seconds, the session has ended and its processes are gone.",
                        checks::ends),
                new Check(
                        "stop.says-so",
                        "A session that was stopped ends with a Result of subtype \"stopped\" that is no success.",
                        checks::saysSo),
                new Check(
                        "stop.can-be-repeated",
                        "stop may be called by several threads at once and again after the end.",
                        checks::repeated),
                new Check(
                        "stop.comes-before-the-init",
                        "A session can be stopped before its Init has been taken.",
                        checks::beforeInit),
                new Check(
                        "stop.ends-what-ignores-it",
                        "A program that ignores the signal to end, and a child of it, are gone when stop returns.",
                        checks::ignored));
    }

    private Play endless(Loaded<AgentRuntime> loaded) throws Exception {
        Play play = subject.play(loaded.work().getFirst(), subject.endlessScenario());
        play.awaitInit();
        return play;
    }

    private void waitKeepsTime() throws Exception {
        try (Loaded<AgentRuntime> loaded = subject.load();
                Play play = endless(loaded)) {
            long begin = System.nanoTime();
            boolean ended = play.session().awaitEnd(SHORT);
            Duration taken = Duration.ofNanos(System.nanoTime() - begin);
            Demand.that(!ended, "It says that a session has ended that goes on.");
            Demand.that(
                    taken.compareTo(PROMPT) < 0,
                    "It took " + taken.toMillis() + " ms instead of " + SHORT.toMillis() + ".");
        }
    }

    private void waitInterrupted() throws Exception {
        try (Loaded<AgentRuntime> loaded = subject.load();
                Play play = endless(loaded)) {
            CountDownLatch waiting = new CountDownLatch(1);
            FutureTask<Boolean> wait = new FutureTask<>(() -> {
                waiting.countDown();
                try {
                    play.session().awaitEnd(Duration.ofMinutes(1));
                    return false;
                } catch (InterruptedException e) {
                    return true;
                }
            });
            Thread thread = Thread.ofPlatform().daemon().name("tck-wait").start(wait);
            waiting.await();
            thread.interrupt();
            try {
                Demand.that(
                        wait.get(PROMPT.toMillis(), TimeUnit.MILLISECONDS),
                        "The wait ended without an InterruptedException.");
            } catch (TimeoutException e) {
                throw new AssertionError("The wait goes on.", e);
            }
            Demand.that(!play.session().awaitEnd(SHORT), "The session has ended.");
        }
    }

    private void ends() throws Exception {
        try (Loaded<AgentRuntime> loaded = subject.load();
                Play play = endless(loaded)) {
            stopWithin(play.session(), STOP_LIMIT);
            Demand.that(play.session().awaitEnd(Duration.ZERO), "stop has returned, and the session goes on.");
            Demand.none(play.processes(), "stop has returned, and processes live");
        }
    }

    private void saysSo() throws Exception {
        try (Loaded<AgentRuntime> loaded = subject.load();
                Play play = endless(loaded)) {
            play.session().stop();
            List<AgentEvent> events = play.awaitEnd();
            Demand.that(
                    events.getLast() instanceof AgentEvent.Result result
                            && !result.success()
                            && result.errorSubtype().equals("stopped"),
                    "It ended with " + events.getLast() + ".");
        }
    }

    private void repeated() throws Exception {
        try (Loaded<AgentRuntime> loaded = subject.load();
                Play play = endless(loaded)) {
            List<FutureTask<Boolean>> stops = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                FutureTask<Boolean> stop = new FutureTask<>(() -> play.session().stop(), true);
                stops.add(stop);
                Thread.ofPlatform().daemon().name("tck-stop-" + i).start(stop);
            }
            for (FutureTask<Boolean> stop : stops) {
                await(stop, STOP_LIMIT);
            }
            List<AgentEvent> events = play.awaitEnd();
            stopWithin(play.session(), STOP_LIMIT);
            Play.endFault(events).ifPresent(fault -> {
                throw new AssertionError("There was " + fault + ".");
            });
        } catch (RuntimeException e) {
            throw new AssertionError("A stop throws " + e + ".", e);
        }
    }

    private void beforeInit() throws Exception {
        try (Loaded<AgentRuntime> loaded = subject.load()) {
            var scenario = subject.endlessScenario();
            Workplace place = subject.place(scenario);
            CountDownLatch taken = new CountDownLatch(1);
            place.readBy(event -> uninterruptibly(taken));
            FutureTask<Play> start =
                    new FutureTask<>(() -> subject.play(loaded.work().getFirst(), scenario, place));
            Thread.ofPlatform().daemon().name("tck-start").start(start);
            // A runtime may hand over its Init before it returns: then there is nothing yet to be stopped.
            boolean early = started(start);
            FutureTask<Boolean> stop = new FutureTask<>(() -> {
                start.get().session().stop();
                return true;
            });
            Thread.ofPlatform().daemon().name("tck-stop").start(stop);
            if (early) {
                Thread.sleep(SHORT);
            }
            taken.countDown();
            try (Play play = start.get()) {
                await(stop, STOP_LIMIT);
                List<AgentEvent> events = play.awaitEnd();
                Play.endFault(events).ifPresent(fault -> {
                    throw new AssertionError("There was " + fault + ".");
                });
            }
        }
    }

    private static boolean started(FutureTask<Play> start) throws InterruptedException, ExecutionException {
        try {
            start.get(PROMPT.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private void ignored() throws Exception {
        var driver = subject.driving();
        var program = subject.program()
                .prints(driver.saying("begun"))
                .ignoresSignals()
                .written();
        try (Loaded<AgentRuntime> loaded = subject.load();
                Play play = subject.play(loaded.work().getFirst(), driver.driving(program))) {
            play.awaitHeard("begun");
            stopWithin(play.session(), STOP_LIMIT);
            Demand.none(play.processes(), "stop has returned, and processes live");
        }
    }

    private static void stopWithin(AgentSession session, Duration limit) throws Exception {
        FutureTask<Boolean> stop = new FutureTask<>(session::stop, true);
        Thread.ofPlatform().daemon().name("tck-stop").start(stop);
        await(stop, limit);
    }

    private static void await(FutureTask<Boolean> stop, Duration limit) throws Exception {
        try {
            stop.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("stop has not returned after " + limit.toSeconds() + " s.", e);
        } catch (ExecutionException e) {
            throw new AssertionError("stop throws " + e.getCause() + ".", e);
        }
    }

    private static void uninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
