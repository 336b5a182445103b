package dev.donmai.config.internal.check;

import java.io.Serial;

/** A value that no daemon can work with. The message begins with the key and names the line. */
public final class InvalidValueException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    InvalidValueException(String message) {
        super(message);
    }
}
