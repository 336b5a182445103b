package dev.donmai.config.internal.yaml;

import java.io.Serial;

/** A text that is not the YAML we read; the message begins with the line. */
public final class YamlSyntaxException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public YamlSyntaxException(String message) {
        super(message);
    }

    public YamlSyntaxException(String message, Throwable cause) {
        super(message, cause);
    }
}
