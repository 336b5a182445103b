package dev.donmai.tck.internal.agent;

import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentRuntime;
import dev.donmai.tck.internal.Check;
import dev.donmai.tck.internal.Collected;
import dev.donmai.tck.internal.Demand;
import dev.donmai.tck.internal.Loaded;
import dev.donmai.tck.internal.Threads;
import java.time.Duration;
import java.util.List;

/** The half of a runtime that a worker loads, around its sessions. */
final class RuntimeChecks {

    private static final Duration THREAD_END = Duration.ofSeconds(1);

    private final AgentSubject subject;

    private RuntimeChecks(AgentSubject subject) {
        this.subject = subject;
    }

    static List<Check> of(AgentSubject subject) {
        RuntimeChecks checks = new RuntimeChecks(subject);
        return List.of(
                new Check(
                        "runtime.leaves-no-thread",
                        "A second after the end of a session no thread of it lives.",
                        checks::leavesNoThread),
                new Check(
                        "runtime.unloads",
                        "After its session the runtime's class loader can be collected.",
                        checks::unloads),
                new Check(
                        "runtime.runs-two-sessions-at-once",
                        "Two sessions at once each have their own events, ids and ends.",
                        checks::twoAtOnce));
    }

    private void leavesNoThread() throws Exception {
        try (Loaded<AgentRuntime> loaded = subject.load()) {
            try (Play play = subject.play(loaded.work().getFirst(), subject.ending())) {
                play.awaitEnd();
            }
            Demand.none(Threads.leftAfter(THREAD_END, loaded.loader()), "Threads live on");
        }
    }

    private void unloads() throws Exception {
        Collected collected = new Collected();
        // Sessions of a program cost more than a bundle that comes and goes.
        for (int cycle = 0; cycle < Math.max(1, subject.provider().effort().cycles() / 10); cycle++) {
            collected.expect(oneSession());
        }
        int left = collected.leftAfter(subject.provider().effort().patience());
        Demand.that(left == 0, left + " class loaders are still held: by a thread, a static of the JDK, a hook?");
    }

    private ClassLoader oneSession() throws Exception {
        try (Loaded<AgentRuntime> loaded = subject.load();
                Play play = subject.play(loaded.work().getFirst(), subject.ending())) {
            play.awaitEnd();
            return loaded.loader();
        }
    }

    private void twoAtOnce() throws Exception {
        try (Loaded<AgentRuntime> one = subject.load();
                Play first = subject.play(one.work().getFirst(), subject.endlessScenario())) {
            first.awaitInit();
            // A second runtime of the same class, as there would be of two sessions in one process.
            AgentRuntime another =
                    one.work().getFirst().getClass().getDeclaredConstructor().newInstance();
            try (Play second = subject.play(another, subject.endlessScenario())) {
                second.awaitInit();
                first.session().stop();
                Demand.that(
                        !second.session().awaitEnd(Duration.ofMillis(50)), "Stopping one session ended the other one.");
                second.session().stop();
                check(first);
                check(second);
                Demand.that(
                        !first.session().sessionId().equals(second.session().sessionId()),
                        "Both sessions have the id " + first.session().sessionId() + ".");
            }
        }
    }

    private static void check(Play play) throws InterruptedException {
        List<AgentEvent> events = play.awaitEnd();
        Play.endFault(events).ifPresent(fault -> {
            throw new AssertionError("In one of two sessions there was " + fault + ".");
        });
    }
}
