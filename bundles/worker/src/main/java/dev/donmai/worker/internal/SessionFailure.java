package dev.donmai.worker.internal;

import java.io.Serial;

/** A step could not be done; the session has failed. The message is for the operator. */
public final class SessionFailure extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final FailureMode mode;
    private final String prefix;

    public SessionFailure(FailureMode mode, String message) {
        this(mode, "", message);
    }

    public SessionFailure(FailureMode mode, String message, Throwable cause) {
        super(message, cause);
        this.mode = mode;
        this.prefix = "";
    }

    private SessionFailure(FailureMode mode, String prefix, String message) {
        super(message);
        this.mode = mode;
        this.prefix = prefix;
    }

    /** The work lacks something without which there is nothing to do ({@code sessions.md} §2.4). */
    public static SessionFailure invalidWork(String text) {
        return new SessionFailure(FailureMode.PROMPT_RENDER, "runner: invalid QueuedWork: ", text);
    }

    /** What the process says about it, as opposed to the session. */
    String processError() {
        return prefix + text();
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
