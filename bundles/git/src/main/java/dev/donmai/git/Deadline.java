package dev.donmai.git;

import dev.donmai.git.GitException.Reason;
import java.time.Duration;

/** A point in monotonic time. */
final class Deadline {
    /** A century: far enough, and safe to add to {@link System#nanoTime()}. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Duration allowed;
    private final long end;

    private Deadline(Duration allowed) {
        this.allowed = allowed.compareTo(LONGEST) > 0 ? LONGEST : allowed;
        this.end = System.nanoTime() + this.allowed.toNanos();
    }

    static Deadline after(Duration allowed) {
        return new Deadline(allowed);
    }

    boolean passed() {
        return System.nanoTime() - end >= 0;
    }

    /** What is left, never negative. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /** Throws when it has passed; {@code doing} completes "while …". */
    void check(String doing) throws GitException {
        if (passed()) {
            throw exceeded(doing);
        }
    }

    GitException exceeded(String doing) {
        return new GitException(
                Reason.TIMED_OUT,
                "git: the deadline of " + text() + " passed while " + doing
                        + ". Allow more time, or use a strategy that fetches less (shallow, reference-clone).");
    }

    private String text() {
        return allowed.toMillis() < 10_000 ? allowed.toMillis() + " ms" : allowed.toSeconds() + " s";
    }
}
