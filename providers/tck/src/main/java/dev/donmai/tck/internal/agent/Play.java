package dev.donmai.tck.internal.agent;

import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentException;
import dev.donmai.api.agent.AgentRuntime;
import dev.donmai.api.agent.AgentSession;
import dev.donmai.api.agent.AgentSpec;
import dev.donmai.tck.internal.Demand;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One session of the runtime under test. */
final class Play implements AutoCloseable {

    /** How a session begins. */
    @FunctionalInterface
    interface Beginning {
        AgentSession begin(AgentRuntime runtime, AgentSpec spec, Workplace place) throws AgentException;
    }

    private final AgentRuntime runtime;
    private final AgentSession session;
    private final Workplace place;
    private final Duration patience;

    private Play(AgentRuntime runtime, AgentSession session, Workplace place, Duration patience) {
        this.runtime = runtime;
        this.session = session;
        this.place = place;
        this.patience = patience;
    }

    /** Begins a session with the runtime's class loader around, as a worker does. */
    static Play begin(AgentRuntime runtime, Beginning beginning, AgentSpec spec, Workplace place, Duration patience)
            throws AgentException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(runtime.getClass().getClassLoader());
        try {
            return new Play(runtime, beginning.begin(runtime, spec, place), place, patience);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    AgentSession session() {
        return session;
    }

    Workplace place() {
        return place;
    }

    ClassLoader loader() {
        return runtime.getClass().getClassLoader();
    }

    /** Waits for the end; what was said until then. */
    List<AgentEvent> awaitEnd() throws InterruptedException {
        Demand.that(
                session.awaitEnd(patience),
                "The session did not end within " + patience.toSeconds() + " s; so far it said " + place.events()
                        + ".");
        return place.events();
    }

    /** Waits until it has said that it has begun. */
    void awaitInit() throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (place.events().stream().noneMatch(AgentEvent.Init.class::isInstance)) {
            Demand.that(System.nanoTime() - end < 0, "No Init came within " + patience.toSeconds() + " s.");
            Thread.sleep(5);
        }
    }

    /** Waits until its program runs, if it has one. */
    void awaitProgram() throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (place.programs().isEmpty() && System.nanoTime() - end < 0) {
            Thread.sleep(5);
        }
    }

    /** Waits until a text was heard. */
    void awaitHeard(String text) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!heard(place.events()).contains(text)) {
            Demand.that(System.nanoTime() - end < 0, "Nothing was heard but " + place.events() + ".");
            Thread.sleep(5);
        }
    }

    /** What was heard of the agent: its texts, and lines that it printed. */
    static String heard(List<AgentEvent> events) {
        return events.stream()
                .map(event -> switch (event) {
                    case AgentEvent.Text text -> text.text() + "\n";
                    case AgentEvent.Output output -> output.text() + "\n";
                    default -> "";
                })
                .collect(Collectors.joining());
    }

    /** What is wrong with the end of events; empty when nothing is. */
    static Optional<String> endFault(List<AgentEvent> events) {
        long results =
                events.stream().filter(AgentEvent.Result.class::isInstance).count();
        boolean ends = !events.isEmpty()
                && (results == 1
                        ? events.getLast() instanceof AgentEvent.Result
                        : results == 0 && events.getLast() instanceof AgentEvent.Failure);
        return ends ? Optional.empty() : Optional.of("not one Result, last, and no Failure instead, but " + events);
    }

    /** The live processes of what it launched. */
    List<Long> processes() throws IOException {
        List<Long> alive = new ArrayList<>();
        for (Launched program : place.programs()) {
            alive.addAll(program.alive());
        }
        return alive;
    }

    /** Ends it, and whatever it left running. */
    @Override
    public void close() {
        try {
            session.stop();
        } finally {
            place.programs().forEach(program -> program.stop(Duration.ZERO));
        }
    }
}
