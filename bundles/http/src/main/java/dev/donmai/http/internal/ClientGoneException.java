package dev.donmai.http.internal;

import java.io.IOException;
import java.io.Serial;

/** The client has closed the connection, or does not read or send any more; there is nobody to answer. */
final class ClientGoneException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    ClientGoneException(IOException cause) {
        super("the client has gone", cause);
    }
}
