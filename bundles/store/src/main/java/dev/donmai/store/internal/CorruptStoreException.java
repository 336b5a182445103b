package dev.donmai.store.internal;

import dev.donmai.store.StoreException;
import java.io.Serial;

/** The content of the file is broken. */
final class CorruptStoreException extends StoreException {

    @Serial
    private static final long serialVersionUID = 1L;

    CorruptStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
