package dev.donmai.launcher.framework;

import java.io.Serial;

/** The framework or one of its bundles did not come up. The message is for the operator and complete. */
public class BootException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    public BootException(String message) {
        super(message);
    }

    public BootException(String message, Throwable cause) {
        super(message, cause);
    }
}
