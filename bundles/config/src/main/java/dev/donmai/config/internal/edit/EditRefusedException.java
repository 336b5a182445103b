package dev.donmai.config.internal.edit;

import java.io.Serial;

/** A change that cannot be made in this text without touching something else; the message names the line and what to do. */
public final class EditRefusedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    EditRefusedException(String message) {
        super(message);
    }
}
