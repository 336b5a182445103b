package dev.donmai.providers.stub;

import java.io.Serial;

/** Ends a play whose session was stopped. */
final class StoppedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    StoppedException() {
        super("stub: stopped by caller", null, false, false);
    }
}
