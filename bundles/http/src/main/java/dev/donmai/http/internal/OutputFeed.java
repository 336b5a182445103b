package dev.donmai.http.internal;

import dev.donmai.sessions.SessionOutput;
import java.io.IOException;
import java.time.Duration;

/** The output of a session from a byte on, as it is. */
final class OutputFeed implements Feed {

    private static final int BATCH_BYTES = 64 * 1024;

    private final SessionOutput output;
    private final boolean follow;

    /** A feed of what comes at the place to which the output has been taken. */
    OutputFeed(SessionOutput output, boolean follow) {
        this.output = output;
        this.follow = follow;
    }

    @Override
    public void writeTo(Listener listener) throws IOException, InterruptedException {
        Duration wait = follow ? OpenRequests.GLANCE : Duration.ZERO;
        while (true) {
            boolean ended = output.ended();
            byte[] bytes = output.next(BATCH_BYTES, wait);
            if (bytes.length > 0) {
                listener.write(bytes);
            } else if (ended || !follow) {
                return;
            }
            if (follow && !listener.listening()) {
                return;
            }
        }
    }

    @Override
    public void close() {
        output.close();
    }
}
