package dev.donmai.tck.internal.agent;

import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentException;
import dev.donmai.api.agent.AgentRuntime;
import dev.donmai.api.agent.InjectableSession;
import dev.donmai.api.agent.ResumableRuntime;
import dev.donmai.tck.Scenario;
import dev.donmai.tck.internal.Check;
import dev.donmai.tck.internal.Demand;
import dev.donmai.tck.internal.Loaded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Abilities that a runtime may have: declared and there, or neither. */
final class AbilityChecks {

    private static final String INJECTION = "supportsMessageInjection";
    private static final String RESUME = "supportsSessionResume";

    private final AgentSubject subject;

    private AbilityChecks(AgentSubject subject) {
        this.subject = subject;
    }

    static List<Check> of(AgentSubject subject) {
        AbilityChecks checks = new AbilityChecks(subject);
        return List.of(
                new Check(
                        "injection.is-declared-and-there",
                        "Its sessions are InjectableSession exactly when it declares " + INJECTION + ".",
                        checks::injectionAgrees),
                new Check(
                        "injection.waits-for-nobody",
                        "Several threads can inject while nobody takes events.",
                        checks::injectionDoesNotWait),
                new Check(
                        "injection.ends-with-the-session",
                        "A text for a session that has ended is refused with an AgentException.",
                        checks::injectionAfterEnd),
                new Check(
                        "resume.is-declared-and-there",
                        "The runtime is a ResumableRuntime exactly when it declares " + RESUME + ".",
                        checks::resumeAgrees),
                new Check(
                        "resume.keeps-the-id",
                        "A session resumed by another object of the runtime has the id that it had.",
                        checks::resumeKeepsId),
                new Check(
                        "resume.needs-an-id",
                        "An empty id is refused with \"" + AgentException.NO_SUCH_SESSION + "\".",
                        checks::resumeNeedsId));
    }

    private void injectionAgrees() throws Exception {
        try (Loaded<AgentRuntime> loaded = subject.load();
                Play play = subject.play(loaded.work().getFirst(), subject.ending())) {
            boolean declared = subject.provider().declares(INJECTION);
            boolean there = play.session() instanceof InjectableSession;
            Demand.that(declared == there, "Declared: " + declared + ", there: " + there + ".");
        }
    }

    private static InjectableSession injectable(Play play) {
        if (play.session() instanceof InjectableSession session) {
            return session;
        }
        throw new AssertionError("Its session is no InjectableSession.");
    }

    private void injectionDoesNotWait() throws Exception {
        subject.assumeDeclares(INJECTION);
        Scenario scenario = subject.endlessScenario();
        Workplace place = subject.place(scenario);
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        place.readBy(event -> {
            begun.countDown();
            awaitQuietly(taken);
        });
        try (Loaded<AgentRuntime> loaded = subject.load();
                Play play = subject.play(loaded.work().getFirst(), scenario, place)) {
            long patience = subject.provider().effort().patience().toMillis();
            Demand.that(begun.await(patience, TimeUnit.MILLISECONDS), "No event came.");
            try {
                List<FutureTask<Boolean>> injections = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    FutureTask<Boolean> injection = new FutureTask<>(() -> {
                        injectable(play).inject("And another thing.");
                        return true;
                    });
                    injections.add(injection);
                    Thread.ofPlatform().daemon().name("tck-inject-" + i).start(injection);
                }
                for (FutureTask<Boolean> injection : injections) {
                    injection.get(Math.min(patience, 2000), TimeUnit.MILLISECONDS);
                }
            } catch (TimeoutException e) {
                throw new AssertionError("An injection waits for whoever takes events.", e);
            } catch (ExecutionException e) {
                throw new AssertionError("An injection throws " + e.getCause() + ".", e);
            } finally {
                taken.countDown();
            }
        }
    }

    private void injectionAfterEnd() throws Exception {
        subject.assumeDeclares(INJECTION);
        try (Loaded<AgentRuntime> loaded = subject.load();
                Play play = subject.play(loaded.work().getFirst(), subject.ending())) {
            play.awaitEnd();
            try {
                injectable(play).inject("Too late.");
            } catch (AgentException expected) {
                return;
            }
            throw new AssertionError("It took a text after its end.");
        }
    }

    private void resumeAgrees() throws Exception {
        try (Loaded<AgentRuntime> loaded = subject.load()) {
            boolean declared = subject.provider().declares(RESUME);
            boolean there = loaded.work().getFirst() instanceof ResumableRuntime;
            Demand.that(declared == there, "Declared: " + declared + ", there: " + there + ".");
        }
    }

    private Play resume(Loaded<AgentRuntime> loaded, String id) throws Exception {
        Workplace place = subject.place(subject.ending());
        return Play.begin(
                loaded.work().getFirst(),
                (runtime, spec, context) -> ((ResumableRuntime) runtime).resume(id, spec, context),
                Work.plain(subject.ending(), place.workarea()),
                place,
                subject.provider().effort().patience());
    }

    private void resumeKeepsId() throws Exception {
        subject.assumeDeclares(RESUME);
        String id;
        try (Loaded<AgentRuntime> loaded = subject.load();
                Play play = subject.play(loaded.work().getFirst(), subject.ending())) {
            play.awaitEnd();
            id = play.session().sessionId().orElse("");
        }
        try (Loaded<AgentRuntime> loaded = subject.load();
                Play play = resume(loaded, id)) {
            List<AgentEvent> events = play.awaitEnd();
            Demand.that(
                    events.contains(new AgentEvent.Init(id)),
                    "It was \"" + id + "\", and the resumed session said " + events + ".");
        }
    }

    private void resumeNeedsId() throws Exception {
        subject.assumeDeclares(RESUME);
        try (Loaded<AgentRuntime> loaded = subject.load();
                Play play = resume(loaded, "")) {
            throw new AssertionError(
                    "It resumed no session in particular: " + play.place().events() + ".");
        } catch (AgentException e) {
            Demand.that(
                    String.valueOf(e.getMessage()).startsWith(AgentException.NO_SUCH_SESSION),
                    "The message is \"" + e.getMessage() + "\".");
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
