package dev.donmai.worker.internal.platform;

import dev.donmai.model.wire.SessionDetail;
import dev.donmai.net.WebException;
import dev.donmai.worker.internal.assignment.DetailSource;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session's credentials as they are now ({@code sessions.md} §2.2): the daemon renews them while the session runs, so its
 * detail is read again before every use. When the daemon doesn't answer, the last known ones serve. Thread-safe.
 */
public final class Credentials {

    /** A daemon on this machine that takes longer has other troubles. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);

    private final DetailSource source;
    private volatile SessionDetail last;

    /** @param first what the session started with */
    public Credentials(DetailSource source, SessionDetail first) {
        this.source = source;
        this.last = first;
    }

    /** The detail with the credentials of this moment; waits for the daemon at most five seconds. */
    public SessionDetail current() throws InterruptedException {
        try {
            SessionDetail read = source.read(LIMIT);
            if (!read.authToken().isEmpty() || last.authToken().isEmpty()) {
                last = read;
            }
        } catch (WebException e) {
            LOG.debug("the last known credentials serve: {}", e.getMessage());
        }
        return last;
    }

    /** The last known ones, without asking. */
    public SessionDetail known() {
        return last;
    }
}
