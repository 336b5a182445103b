package dev.donmai.worker.internal.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sink of a session without a directory: events are only logged. */
public final class DebugEvents implements EventSink {

    private static final Logger LOG = LoggerFactory.getLogger(DebugEvents.class);

    @Override
    public void append(String kind, ObjectNode fields) {
        LOG.debug("{} {}", kind, fields);
    }

    @Override
    public boolean takes(String kind) {
        return LOG.isDebugEnabled();
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
