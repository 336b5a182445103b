package dev.donmai.sessions;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A reader's position in the event log of one session ({@code additions.md} §1). Event n is line n of the log, so a
 * cursor is a line number. Not thread-safe; any number of readers may follow one session, none delays another.
 */
public interface SessionEvents extends AutoCloseable {

    /** Goes to the place after event {@code id}; 0 is the beginning. */
    void seek(long id) throws IOException;

    /**
     * The next complete lines, each one JSON object without line end, at most {@code max} and fewer when they are long,
     * so that whoever holds them holds little; waits up to the timeout for the first.
     *
     * @return empty when there is none yet, or none will come ({@link #ended})
     */
    List<Event> next(int max, Duration timeout) throws IOException, InterruptedException;

    /** Whether the session is over and every event has been read. */
    boolean ended() throws IOException;

    @Override
    void close();

    /** One event: its id, its kind and its JSON line. */
    record Event(long id, String kind, String json) {}
}
