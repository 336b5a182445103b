package dev.donmai.registry.internal;

import java.io.Serial;

/** A JAR that cannot be offered as a provider; the reason is for the operator. */
final class UnfitException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String reason;

    UnfitException(String reason) {
        super(reason);
        this.reason = reason;
    }

    UnfitException(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
