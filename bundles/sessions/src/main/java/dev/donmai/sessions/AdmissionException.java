package dev.donmai.sessions;

import java.io.Serial;

/** A session was refused. The message is the pinned text of {@code sessions.md} §1.3, or one in its style. */
public class AdmissionException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    public AdmissionException(String message) {
        super(message);
    }

    public AdmissionException(String message, Throwable cause) {
        super(message, cause);
    }
}
