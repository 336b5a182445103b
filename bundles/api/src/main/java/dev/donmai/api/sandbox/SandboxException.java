package dev.donmai.api.sandbox;

import java.io.Serial;

/** A program cannot be confined as asked. The message names what is missing. */
public class SandboxException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    public SandboxException(String message) {
        super(message);
    }

    public SandboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
