package dev.donmai.providers.command;

import java.io.Serial;

/** A setting that cannot be used; the message names the key and what it may be. */
final class SettingsException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String reason;

    SettingsException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
