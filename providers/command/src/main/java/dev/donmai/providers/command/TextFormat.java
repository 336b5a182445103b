package dev.donmai.providers.command;

import dev.donmai.api.agent.AgentEvent;
import dev.donmai.api.agent.AgentEvent.Cost;
import dev.donmai.api.agent.AgentEvent.Failure;
import dev.donmai.api.agent.AgentEvent.Output;
import dev.donmai.api.agent.AgentEvent.Result;
import java.util.Optional;
import java.util.function.Consumer;

/** Plain lines: each is shown as it is, and the last ones are the result's message. */
final class TextFormat implements OutputFormat {

    private final Consumer<AgentEvent> events;
    private final TextTail tail = new TextTail(LAST_WORDS);

    TextFormat(Consumer<AgentEvent> events) {
        this.events = events;
    }

    @Override
    public void line(String text, boolean truncated) {
        tail.append(text);
        events.accept(new Output(Output.Stream.STDOUT, text, truncated));
    }

    @Override
    public String lastWords() {
        return tail.text();
    }

    @Override
    public Optional<Result> result() {
        return Optional.empty();
    }

    @Override
    public Optional<Failure> failure() {
        return Optional.empty();
    }

    @Override
    public Cost cost() {
        return Cost.NONE;
    }
}
