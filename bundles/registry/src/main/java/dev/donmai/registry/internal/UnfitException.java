package dev.donmai.registry.internal;

import java.io.Serial;

/** A JAR that cannot be offered as a provider; the reason is for the operator. */
final class UnfitException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    UnfitException(String reason) {
        this(new Refusal(Refusal.Kind.UNFIT, reason));
    }

    UnfitException(Refusal refusal) {
        super(refusal.reason());
        this.refusal = refusal;
    }

    UnfitException(String reason, Throwable cause) {
        super(reason, cause);
        this.refusal = new Refusal(Refusal.Kind.UNFIT, reason);
    }

    Refusal refusal() {
        return refusal;
    }

    String reason() {
        return refusal.reason();
    }
}
