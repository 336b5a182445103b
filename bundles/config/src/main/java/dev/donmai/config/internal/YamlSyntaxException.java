package dev.donmai.config.internal;

import java.io.Serial;

/** A text that is not the YAML we read; the message begins with the line. */
final class YamlSyntaxException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    YamlSyntaxException(String message) {
        super(message);
    }

    YamlSyntaxException(String message, Throwable cause) {
        super(message, cause);
    }
}
