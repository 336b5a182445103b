package dev.donmai.launcher.cli;

import java.io.Serial;

/** A command cannot do its work. The message is printed as it is, after {@code Error:}. */
final class CommandFailure extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
        super(message);
    }

    CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
