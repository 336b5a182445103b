package dev.donmai.orchestrator.internal.credentials;

import dev.donmai.net.WebException;
import java.util.Optional;

/** Why the credentials are to be replaced ({@code orchestrator.md} §4.1). */
public enum Rejection {
    RUNTIME_TOKEN_EXPIRED("runtime-token-expired"),
    UNAUTHORIZED("unauthorized"),
    WORKER_NOT_FOUND("worker-not-found"),
    AUTH_FAILURE("auth-failure"),
    /** Nobody has refused them yet, but they will not be good for long. */
    EXPIRES_SOON("expires-soon");

    private static final int LOOKED_AT = 2048;

    private final String wireName;

    Rejection(String wireName) {
        this.wireName = wireName;
    }

    /** The word of the logs. */
    public String wireName() {
        return wireName;
    }

    /** Whether a failed call means that, and what: 401 and 404 do, nothing else. */
    public static Optional<Rejection> of(WebException failure) {
        String body = failure.body();
        String beginning = body.substring(0, Math.min(LOOKED_AT, body.length()));
        return switch (failure.status()) {
            case 401 -> Optional.of(beginning.contains("Runtime token expired") ? RUNTIME_TOKEN_EXPIRED : UNAUTHORIZED);
            case 404 -> Optional.of(WORKER_NOT_FOUND);
            default -> Optional.empty();
        };
    }
}
