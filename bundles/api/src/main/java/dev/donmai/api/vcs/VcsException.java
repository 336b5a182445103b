package dev.donmai.api.vcs;

import java.io.Serial;

/** A working copy could not be looked at. The message is for the operator, complete and free of secrets. */
public class VcsException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    public VcsException(String message) {
        super(message);
    }

    public VcsException(String message, Throwable cause) {
        super(message, cause);
    }
}
