package dev.donmai.worker.internal.assignment;

import java.io.Serial;

/** There is nothing the worker could run; it ends with status 2 ({@code sessions.md} §2.2). The message says why. */
public final class PreflightException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    public PreflightException(String message) {
        super("preflight: " + message);
    }

    public PreflightException(String message, Throwable cause) {
        super("preflight: " + message, cause);
    }
}
