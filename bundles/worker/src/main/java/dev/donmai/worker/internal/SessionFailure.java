package dev.donmai.worker.internal;

import java.io.Serial;

/** A step could not be done; the session has failed. The message is for the operator. */
public final class SessionFailure extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final FailureMode mode;

    public SessionFailure(FailureMode mode, String message) {
        super(message);
        this.mode = mode;
    }

    public SessionFailure(FailureMode mode, String message, Throwable cause) {
        super(message, cause);
        this.mode = mode;
    }

    /** Which step it was. */
    public FailureMode mode() {
        return mode;
    }

    /** The message; never null. */
    public String text() {
        String message = getMessage();
        return message == null ? mode.wireName() : message;
    }
}
