package dev.donmai.sessions;

import java.io.Serial;

/**
 * The session runs here already, or has run exactly this work: whoever offered it must not offer it to somebody else
 * because of this refusal.
 */
public final class DuplicateSessionException extends AdmissionException {

    @Serial
    private static final long serialVersionUID = 1L;

    public DuplicateSessionException(String message) {
        super(message);
    }
}
