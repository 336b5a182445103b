package dev.donmai.orchestrator.internal.work;

import java.io.Serial;

/** Something in a queue is no work item. The message says why, without a word of its content, which may be secret. */
public final class InvalidItemException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    public InvalidItemException(String message) {
        super(message);
    }
}
