package dev.donmai.workareas;

import java.io.Serial;

/** An archive whose manifest cannot be used; the message starts {@code archive corrupted: }. */
public class CorruptArchiveException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    public CorruptArchiveException(String cause) {
        super("archive corrupted: " + cause);
    }
}
