package dev.donmai.lifecycle;

import java.io.Serial;

/** The daemon's state does not allow what was asked; nothing has changed. */
public class StateConflictException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    public StateConflictException(String message) {
        super(message);
    }
}
