package dev.donmai.orchestrator.internal.poll;

import dev.donmai.orchestrator.internal.work.WorkItem;

/** One element of {@code work}, with its text as it came. */
public sealed interface PolledItem {

    /** The JSON, byte for byte; what a refusal sends back. */
    String raw();

    /** The session it names; empty when it names none. */
    String sessionId();

    /** An item that can be worked on. */
    record Sound(WorkItem item, String raw) implements PolledItem {
        @Override
        public String sessionId() {
            return item.spec().sessionId();
        }
    }

    /** An item that is not understood, and why. */
    record Malformed(String sessionId, String raw, String cause) implements PolledItem {}
}
