package dev.donmai.store;

import java.io.Serial;

/** The outbox has no room for a result. Nothing of what was put is in it; the result stays where it is. */
public class OutboxFullException extends StoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    public OutboxFullException(String message) {
        super(message);
    }
}
