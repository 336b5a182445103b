package dev.donmai.launcher.client;

import java.io.Serial;

/** A request that did not succeed, or an address to which none can be sent. The message is for the operator and complete. */
public final class ClientException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** How far it came. */
    private enum Progress {
        NOT_SENT,
        NOT_REACHED,
        NOT_ANSWERED,
        TIMED_OUT,
        REFUSED
    }

    private static final int UNAVAILABLE = 503;

    private final Progress progress;
    private final int status;

    private ClientException(Progress progress, int status, String message, Throwable cause) {
        super(message, cause);
        this.progress = progress;
        this.status = status;
    }

    ClientException(String message) {
        super(message);
        progress = Progress.NOT_SENT;
        status = 0;
    }

    ClientException(String message, Throwable cause) {
        this(Progress.NOT_SENT, 0, message, cause);
    }

    /** Nobody listens there. */
    static ClientException notReached(String message, Throwable cause) {
        return new ClientException(Progress.NOT_REACHED, 0, message, cause);
    }

    /** It took too long; whether the request took effect is not known. */
    static ClientException timedOut(String message, Throwable cause) {
        return new ClientException(Progress.TIMED_OUT, 0, message, cause);
    }

    /** Whether the request took effect is not known. */
    static ClientException notAnswered(String message, Throwable cause) {
        return new ClientException(Progress.NOT_ANSWERED, 0, message, cause);
    }

    /** The daemon answered with an error. */
    static ClientException refused(int status, String message, Throwable cause) {
        return new ClientException(Progress.REFUSED, status, message, cause);
    }

    /** The daemon's status code; 0 when it did not answer. */
    public int status() {
        return status;
    }

    /** Whether no daemon listens there, so that the request cannot have taken effect. */
    public boolean notReached() {
        return progress == Progress.NOT_REACHED;
    }

    /** Whether a daemon listens there, but the answer took too long. */
    public boolean timedOut() {
        return progress == Progress.TIMED_OUT;
    }

    /** Whether the same request may succeed in a moment: the daemon is away, was cut off, or is still starting. */
    public boolean mayPass() {
        return switch (progress) {
            case NOT_SENT -> false;
            case NOT_REACHED, NOT_ANSWERED, TIMED_OUT -> true;
            case REFUSED -> status == UNAVAILABLE;
        };
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
            case UNAVAILABLE -> "service unavailable";
            default -> status >= 500 ? "server error" : "unexpected status " + status + " for " + path;
        };
    }
}
