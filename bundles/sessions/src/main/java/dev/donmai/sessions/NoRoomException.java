package dev.donmai.sessions;

import java.io.Serial;

/** No session is admitted at the moment, whatever it is: no slot is free, or the daemon takes no work. */
public final class NoRoomException extends AdmissionException {

    @Serial
    private static final long serialVersionUID = 1L;

    public NoRoomException(String message) {
        super(message);
    }
}
