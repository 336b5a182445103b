package dev.donmai.api.host;

import java.io.Serial;

/** A daemon could not start. The message is for the operator and complete. */
public class DaemonStartException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    public DaemonStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
