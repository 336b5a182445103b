package dev.donmai.launcher.client;

import java.io.Serial;

/** A request that did not succeed. The message is for the operator and complete. */
public class ClientException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;

    ClientException(int status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    ClientException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The daemon's status code; 0 when it did not answer. */
    public int status() {
        return status;
    }

    /** What a status means, in the words of {@code cli.md} §1. */
    static String words(int status, String path) {
        return switch (status) {
            case 400 -> "bad request";
            case 401 -> "not authenticated";
            case 403 -> "unauthorized";
            case 404 -> "not found";
            case 409 -> "conflict";
            case 429 -> "rate limited";
            case 503 -> "service unavailable";
            default -> status >= 500 ? "server error" : "unexpected status " + status + " for " + path;
        };
    }
}
