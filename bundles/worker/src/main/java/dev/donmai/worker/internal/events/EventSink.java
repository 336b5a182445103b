package dev.donmai.worker.internal.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;

/** Where a session's events go, in order. Thread-safe. */
public sealed interface EventSink extends Closeable permits EventLog, DebugEvents {

    /**
     * Keeps one event. Returns when it is written; a slow disk thus slows the agent.
     *
     * @param kind a kind of {@code additions.md} §1
     * @param fields everything but {@code id}, {@code at}, {@code session} and {@code kind}, which a sink sets itself
     */
    void append(String kind, ObjectNode fields) throws IOException;

    /** Whether events of that kind are taken at all by now; otherwise they need not be made. */
    boolean takes(String kind);
}
