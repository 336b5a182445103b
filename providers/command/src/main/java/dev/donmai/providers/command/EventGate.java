package dev.donmai.providers.command;

import dev.donmai.api.agent.AgentEvent;
import java.util.function.Consumer;

/**
 * Hands events on one at a time, and none after the last one: a reader of a stream that never ended might still have
 * something to say.
 */
final class EventGate implements Consumer<AgentEvent> {

    private final Consumer<AgentEvent> sink;
    private boolean closed;

    EventGate(Consumer<AgentEvent> sink) {
        this.sink = sink;
    }

    @Override
    public synchronized void accept(AgentEvent event) {
        if (!closed) {
            sink.accept(event);
        }
    }

    synchronized void last(AgentEvent event) {
        if (!closed) {
            closed = true;
            sink.accept(event);
        }
    }
}
