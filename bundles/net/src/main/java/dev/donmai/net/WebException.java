package dev.donmai.net;

import dev.donmai.model.Printable;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request that did not get the reply it wanted. The message names the method, the address without its secrets, and
 * what was wrong.
 */
public final class WebException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What kind of failure it was. */
    public enum Failure {
        /** It is no request that can be made: its address is none, or a header has what none can have. */
        UNSENDABLE,
        /** Nobody listens there, or the name is not known: nothing has been sent. */
        UNREACHABLE,
        /** The connection broke; whether the request took effect is not known. */
        BROKEN,
        /** No reply within the deadline; whether the request took effect is not known. */
        TIMEOUT,
        /** A reply with a status outside 200 to 299, redirects included: they are not followed. */
        STATUS,
        /** A reply with a status from 200 to 299, or a line of one, that is larger than allowed. */
        TOO_LARGE,
        /** A reply that is not what it should be. */
        MALFORMED
    }

    private final Failure failure;
    private final int status;
    private final String error;
    private final String body;
    private final String url;
    private final Duration retryAfter;

    private WebException(
            Failure failure,
            WebRequest request,
            int status,
            String error,
            String body,
            Duration retryAfter,
            @Nullable Throwable cause) {
        super(
                request + ": " + (status == 0 ? error : error.isEmpty() ? "status " + status : status + " " + error),
                cause);
        this.failure = failure;
        this.status = status;
        this.error = error;
        this.body = body;
        this.url = request.shownUrl();
        this.retryAfter = retryAfter;
    }

    static WebException of(Failure failure, WebRequest request, String error, @Nullable Throwable cause) {
        return new WebException(failure, request, 0, error, "", Duration.ZERO, cause);
    }

    static WebException status(WebRequest request, int status, String error, String body, Duration retryAfter) {
        return new WebException(Failure.STATUS, request, status, error, body, retryAfter, null);
    }

    /** What kind of failure it was. */
    public Failure failure() {
        return failure;
    }

    /** Status of the reply; 0 when there was none, or when its content was the failure. */
    public int status() {
        return status;
    }

    /** What the server said was wrong, in its own words; else what was wrong on the way. */
    public String error() {
        return error;
    }

    /** The beginning of the refusing reply's body as it came, at most 4096 bytes; empty when there was no such reply. */
    public String body() {
        return body;
    }

    /** What the beginning of that body says, as it may be shown: one line, without control characters, cut. */
    public String shownBody(int mostChars) {
        return Printable.line(body.strip(), mostChars);
    }

    /** The address, without user-info, query and fragment. */
    public String url() {
        return url;
    }

    /** How long the server asks to wait; zero when it does not say. */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** Whether the same request may succeed a little later: a failure on the way, 429, or a failure of the server. */
    public boolean transientFailure() {
        return switch (failure) {
            case UNREACHABLE, BROKEN, TIMEOUT -> true;
            case STATUS -> status == 429 || status >= 500;
            case UNSENDABLE, TOO_LARGE, MALFORMED -> false;
        };
    }
}
