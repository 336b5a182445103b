package dev.donmai.orchestrator.internal.credentials;

import dev.donmai.net.WebException;
import java.io.Serial;
import java.time.Duration;
import java.util.Set;

/**
 * There are no (new) credentials. The texts are those of {@code orchestrator.md} §2.3 and §4.2; they hold no token, and of a
 * server's words at most 2048 bytes without control characters.
 */
public final class RegistrationException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final Set<Integer> FINAL = Set.of(400, 401, 403, 404, 410, 422);
    private static final int MOST_SHOWN = 2048;

    private final boolean refused;
    private final Duration retryAfter;

    private RegistrationException(String message, boolean refused, Duration retryAfter, Throwable cause) {
        super(message, cause);
        this.refused = refused;
        this.retryAfter = retryAfter;
    }

    RegistrationException(String message) {
        super(message);
        this.refused = false;
        this.retryAfter = Duration.ZERO;
    }

    /** Of a call: {@code <failed>: HTTP <n>: <body>} for an answer, {@code <unreached>: <cause>} for none. */
    static RegistrationException of(WebException cause, String failed, String unreached) {
        String text = switch (cause.failure()) {
            case STATUS -> failed + ": HTTP " + cause.status() + detail(cause);
            case MALFORMED -> "decode response: " + cause.error();
            case UNSENDABLE, UNREACHABLE, BROKEN, TIMEOUT, TOO_LARGE -> unreached + ": " + cause.getMessage();
        };
        return new RegistrationException(text, FINAL.contains(cause.status()), cause.retryAfter(), cause);
    }

    /** The same, said of what it was a part of. */
    RegistrationException within(String step) {
        return new RegistrationException(step + ": " + getMessage(), refused, retryAfter, this);
    }

    private static String detail(WebException cause) {
        String body = cause.shownBody(MOST_SHOWN);
        return body.isEmpty() ? "" : ": " + body;
    }

    /** Whether the orchestrator has said no for good: asking again would not help. */
    public boolean refused() {
        return refused;
    }

    /** How long the orchestrator asks to wait; zero when it does not say. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
