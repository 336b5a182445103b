package dev.donmai.standin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The calls of the protocol. */
public enum Endpoint {
    /** {@code POST /api/workers/register}. */
    REGISTER,
    /** {@code POST /api/workers/<id>/refresh-token}. */
    REFRESH,
    /** {@code POST /api/workers/<id>/heartbeat}. */
    HEARTBEAT,
    /** {@code GET /api/workers/<id>/poll}. */
    POLL,
    /** {@code POST /api/sessions/<id>/nack}. */
    NACK,
    /** {@code POST /api/sessions/<id>/lock-refresh}. */
    LOCK_REFRESH,
    /** {@code POST /api/sessions/<id>/activity}. */
    ACTIVITY,
    /** {@code POST /api/sessions/<id>/completion}. */
    COMPLETION,
    /** {@code POST /api/sessions/<id>/status}. */
    STATUS,
    /** {@code POST /api/issue-tracker-proxy}. */
    ISSUE_TRACKER,
    /** Anything else. */
    OTHER;

    private static final Set<Endpoint> OF_WORKERS = Set.of(REFRESH, HEARTBEAT, POLL);
    private static final Set<Endpoint> OF_SESSIONS = Set.of(NACK, LOCK_REFRESH, ACTIVITY, COMPLETION, STATUS);

    /** Its word on a command line: {@code lock-refresh} for example. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The call with that word. */
    public static Optional<Endpoint> ofWord(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }

    /** Whether a session's result or life sign arrives by it. */
    boolean ofSession() {
        return OF_SESSIONS.contains(this);
    }

    boolean ofWorker() {
        return OF_WORKERS.contains(this);
    }

    /** What a path without its query calls, whatever the method. */
    static Endpoint ofPath(List<String> segments) {
        if (segments.equals(List.of("api", "workers", "register"))) {
            return REGISTER;
        }
        if (segments.equals(List.of("api", "issue-tracker-proxy"))) {
            return ISSUE_TRACKER;
        }
        if (segments.size() != 4 || !segments.getFirst().equals("api")) {
            return OTHER;
        }
        Set<Endpoint> family = switch (segments.get(1)) {
            case "workers" -> OF_WORKERS;
            case "sessions" -> OF_SESSIONS;
            default -> Set.of();
        };
        String verb = segments.getLast().equals("refresh-token") ? "refresh" : segments.getLast();
        return ofWord(verb).filter(family::contains).orElse(OTHER);
    }
}
