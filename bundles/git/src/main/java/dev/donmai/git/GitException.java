package dev.donmai.git;

import java.util.Objects;

/**
 * A git operation failed. The message is meant for people: what was tried, what git said (the end of it, without
 * secrets) and what to do about it.
 */
public final class GitException extends Exception {
    /** What went wrong, for callers that act on it. */
    public enum Reason {
        /** The request itself is wrong: an address, name or path that can't be used. */
        BAD_REQUEST,
        /** The destination exists and isn't an empty directory. */
        DESTINATION_EXISTS,
        /** The repository has no such branch, tag or commit. */
        UNKNOWN_REF,
        /** The repository doesn't exist, or its host hides it from these credentials. */
        NO_REPOSITORY,
        /** The repository exists and has no commit to start from. */
        EMPTY_REPOSITORY,
        /** The host refused the credentials, or there were none. */
        AUTHENTICATION,
        /** The host can't be reached. */
        UNREACHABLE,
        /** A lock is held, or was left behind. */
        LOCKED,
        /** The deadline passed. */
        TIMED_OUT,
        /** Anything else; the message has git's words. */
        FAILED
    }

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    GitException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    GitException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** What went wrong. */
    public Reason reason() {
        return reason;
    }
}
