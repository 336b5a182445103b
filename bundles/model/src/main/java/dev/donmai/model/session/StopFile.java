package dev.donmai.model.session;

import dev.donmai.model.Defaults;
import dev.donmai.model.wire.ExitReason;
import java.time.Instant;

/**
 * {@code stop.json}: that the daemon decided to end the session, written before the first signal, so that a daemon that
 * starts later still knows why.
 *
 * @param reason what the exit will say
 * @param detail one sentence for people
 * @param at when it was decided
 */
public record StopFile(ExitReason reason, String detail, Instant at) {

    public StopFile {
        detail = Defaults.text(detail);
    }
}
