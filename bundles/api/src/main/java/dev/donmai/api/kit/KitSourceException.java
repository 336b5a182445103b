package dev.donmai.api.kit;

import java.io.Serial;

/** A kit source cannot give what was asked for. The message is for the operator. */
public class KitSourceException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    public KitSourceException(String message) {
        super(message);
    }

    public KitSourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
