package dev.donmai.tck.internal.agent;

import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentRuntime;
import dev.donmai.tck.internal.Check;
import dev.donmai.tck.internal.Demand;
import dev.donmai.tck.internal.Loaded;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The order of events. */
final class EventChecks {

    private static final Duration SILENCE = Duration.ofMillis(100);

    private final AgentSubject subject;
    private List<AgentEvent> ordinary = List.of();

    private EventChecks(AgentSubject subject) {
        this.subject = subject;
    }

    static List<Check> of(AgentSubject subject) {
        EventChecks checks = new EventChecks(subject);
        return List.of(
                new Check(
                        "events.begin-with-one-init", "There is exactly one Init, and it is the first.", checks::init),
                new Check(
                        "events.end-with-one-result",
                        "There is exactly one Result, and it is the last; or none, and a Failure is the last.",
                        checks::result),
                new Check(
                        "events.stop-at-the-end",
                        "No event follows once awaitEnd has returned true.",
                        checks::nothingAfterwards),
                new Check(
                        "events.tell-success",
                        "A session that ends well ends with a Result that says so.",
                        checks::success),
                new Check(
                        "events.keep-the-session-id",
                        "The session's id is unknown before the Init and the one of the Init ever after.",
                        checks::sessionId),
                new Check("events.tell-no-secret", "No event holds a secret of the environment.", checks::noSecret));
    }

    /** What an ordinary session says; one is enough for all who only read it. */
    private List<AgentEvent> ordinary() throws Exception {
        if (ordinary.isEmpty()) {
            ordinary = play();
        }
        return ordinary;
    }

    private List<AgentEvent> play() throws Exception {
        try (Loaded<AgentRuntime> loaded = subject.load();
                Play play = subject.play(loaded.work().getFirst(), subject.ending())) {
            return play.awaitEnd();
        }
    }

    private void init() throws Exception {
        List<AgentEvent> events = ordinary();
        long inits = events.stream().filter(AgentEvent.Init.class::isInstance).count();
        Demand.that(inits == 1 && events.getFirst() instanceof AgentEvent.Init, "The session said " + events + ".");
    }

    private void result() throws Exception {
        Play.endFault(ordinary()).ifPresent(fault -> {
            throw new AssertionError("There was " + fault + ".");
        });
    }

    private void nothingAfterwards() throws Exception {
        try (Loaded<AgentRuntime> loaded = subject.load();
                Play play = subject.play(loaded.work().getFirst(), subject.ending())) {
            int said = play.awaitEnd().size();
            Thread.sleep(SILENCE);
            List<AgentEvent> more = play.place().events();
            Demand.none(more.subList(said, more.size()), "After the end came");
        }
    }

    private void success() throws Exception {
        List<AgentEvent> events = ordinary();
        Demand.that(
                events.stream().anyMatch(event -> event instanceof AgentEvent.Result result && result.success()),
                "The session of ending() said " + events + ".");
    }

    private void sessionId() throws Exception {
        try (Loaded<AgentRuntime> loaded = subject.load();
                Play play = subject.play(loaded.work().getFirst(), subject.ending())) {
            List<AgentEvent> events = play.awaitEnd();
            Optional<String> said = events.stream()
                    .filter(AgentEvent.Init.class::isInstance)
                    .map(event -> ((AgentEvent.Init) event).sessionId())
                    .findFirst();
            Demand.that(said.isPresent() && !said.get().isBlank(), "The Init has no id.");
            Optional<String> known = play.session().sessionId();
            Demand.that(known.equals(said), "The Init says " + said + ", the session " + known + ".");
        }
    }

    private void noSecret() throws Exception {
        List<AgentEvent> telling = ordinary().stream()
                .filter(event -> event.toString().contains(Work.SECRET))
                .toList();
        Demand.none(telling, "A secret of the environment stands in");
    }
}
