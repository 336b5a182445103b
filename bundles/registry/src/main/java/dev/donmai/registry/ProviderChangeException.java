package dev.donmai.registry;

import java.io.Serial;

/** A change of the providers was refused, and nothing has changed. The message says why and what to do. */
public class ProviderChangeException extends Exception {

    /** What stands in the way. */
    public enum Kind {
        /** The request itself: no such file. */
        MALFORMED,
        /** Its signature, or the lack of one. */
        UNTRUSTED,
        /** There is no such provider. */
        UNKNOWN,
        /** The state of things: an older or equal version, one that came with the program. */
        CONFLICT,
        /** The JAR: no provider in it, or one that cannot run here. */
        UNFIT
    }

    @Serial
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    public ProviderChangeException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
