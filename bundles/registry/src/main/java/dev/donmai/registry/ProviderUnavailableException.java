package dev.donmai.registry;

import java.io.Serial;

/** A provider is not there or cannot run. */
public class ProviderUnavailableException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    public ProviderUnavailableException(String message) {
        super(message);
    }
}
