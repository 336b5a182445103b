package dev.donmai.worker.internal.assignment;

import dev.donmai.model.wire.SessionDetail;
import dev.donmai.net.WebException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Asks a daemon for a session's detail at the start ({@code sessions.md} §2.2, step 4). A daemon that answers nonsense is asked
 * three times; one that can't be reached, because it is just being restarted, for as long as that takes (§2.19).
 */
final class DetailFetch {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** A daemon that is restarted is back by then. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final int ATTEMPTS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    private final DetailSource source;
    private final Duration patience;

    DetailFetch(DetailSource source) {
        this(source, PATIENCE);
    }

    /** @param patience how long a daemon that can't be reached is waited for */
    DetailFetch(DetailSource source, Duration patience) {
        this.source = source;
        this.patience = patience;
    }

    SessionDetail fetch() throws PreflightException {
        long end = System.nanoTime() + patience.toNanos();
        Duration pause = FIRST_PAUSE;
        int answered = 0;
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    return source.read(TIMEOUT);
                } catch (WebException e) {
                    if (e.status() >= 400 && e.status() < 500) {
                        throw new PreflightException(
                                "fetch session detail: HTTP " + e.status() + ": "
                                        + e.body().strip(),
                                e);
                    }
                    answered += reached(e) ? 1 : 0;
                    if (answered == ATTEMPTS || System.nanoTime() - end > 0) {
                        throw new PreflightException(
                                "fetch session detail: fetch session detail: after " + attempt + " attempts: "
                                        + e.getMessage(),
                                e);
                    }
                }
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PreflightException("fetch session detail: interrupted", e);
        }
    }

    private static boolean reached(WebException e) {
        return switch (e.failure()) {
            case STATUS, TOO_LARGE, MALFORMED -> true;
            case UNSENDABLE, UNREACHABLE, BROKEN, TIMEOUT -> false;
        };
    }
}
