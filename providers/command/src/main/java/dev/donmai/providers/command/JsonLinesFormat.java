package dev.donmai.providers.command;

import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentEvent.Cost;
import dev.donmai.api.agent.AgentEvent.Failure;
import dev.donmai.api.agent.AgentEvent.Notice;
import dev.donmai.api.agent.AgentEvent.Output;
import dev.donmai.api.agent.AgentEvent.Result;
import dev.donmai.api.agent.AgentEvent.Text;
import dev.donmai.api.agent.AgentEvent.Usage;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * JSON lines of the event schema ({@code additions.md} §1). A line that is none is shown as it is. The first result is
 * kept for the end; what comes after it is still handed on.
 */
final class JsonLinesFormat implements OutputFormat {

    private final Consumer<AgentEvent> events;
    private final Runnable onResult;
    private final TextTail tail = new TextTail(LAST_WORDS);

    private volatile Optional<Result> result = Optional.empty();
    private volatile Optional<Failure> failure = Optional.empty();
    private volatile Cost cost = Cost.NONE;

    /**
     * Takes the lines.
     *
     * @param onResult called once, when the program has reported its result
     */
    JsonLinesFormat(Consumer<AgentEvent> events, Runnable onResult) {
        this.events = events;
        this.onResult = onResult;
    }

    @Override
    public void line(String text, boolean truncated) {
        Optional<AgentEvent> event = truncated ? Optional.empty() : EventLine.parse(text);
        switch (event.orElseGet(() -> new Output(Output.Stream.STDOUT, text, truncated))) {
            case Result said -> result(said);
            case Failure said -> {
                failure = Optional.of(said);
                events.accept(said);
            }
            case Usage said -> {
                cost = said.cost();
                events.accept(said);
            }
            case Text said -> {
                tail.append(said.text());
                events.accept(said);
            }
            case Output said -> {
                if (said.stream() == Output.Stream.STDOUT) {
                    tail.append(said.text());
                }
                events.accept(said);
            }
            case AgentEvent other -> events.accept(other);
        }
    }

    private void result(Result said) {
        if (result.isPresent()) {
            events.accept(new Notice("extra-result", said.message()));
            return;
        }
        result = Optional.of(said);
        onResult.run();
    }

    @Override
    public String lastWords() {
        return tail.text();
    }

    @Override
    public Optional<Result> result() {
        return result;
    }

    @Override
    public Optional<Failure> failure() {
        return failure;
    }

    @Override
    public Cost cost() {
        return cost;
    }
}
