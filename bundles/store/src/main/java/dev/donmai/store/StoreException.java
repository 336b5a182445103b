package dev.donmai.store;

import java.io.Serial;

/** The embedded store cannot be opened or written. The message names the file and says what to do. */
public class StoreException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
