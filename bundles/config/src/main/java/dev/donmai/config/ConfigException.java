package dev.donmai.config;

import java.io.Serial;

/** A configuration that cannot be used. The message names the file and, where there is one, line and key. */
public class ConfigException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }

    public ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
