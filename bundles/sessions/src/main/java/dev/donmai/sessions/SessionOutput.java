package dev.donmai.sessions;

import java.io.IOException;
import java.time.Duration;

/** A reader's position in the output of one session; offsets count bytes since the start, also over rotations. */
public interface SessionOutput extends AutoCloseable {

    /**
     * Goes to an offset.
     *
     * @return where reading really goes on: later than asked when the beginning has been rotated away
     */
    long seek(long offset) throws IOException;

    /** The next bytes, at most {@code max}; waits up to the timeout for the first. Empty when there are none. */
    byte[] next(int max, Duration timeout) throws IOException, InterruptedException;

    /** Whether the session is over and everything has been read. */
    boolean ended() throws IOException;

    @Override
    void close();
}
