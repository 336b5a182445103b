package dev.donmai.sessions.internal;

import java.io.Serial;

/** A hook does not let a session start; the message is the cause, for the operator. */
final class SpawnHookException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    SpawnHookException(String message) {
        super(message);
    }

    SpawnHookException(String message, Throwable cause) {
        super(message, cause);
    }
}
