package dev.donmai.itests.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Reads the events of one session from a place on until the session ends, on a thread of its own. When the daemon goes it
 * asks the next one for what comes after the last event that it has.
 */
public final class EventFollower implements AutoCloseable {

    private static final long BETWEEN_ATTEMPTS_NANOS = 20_000_000;

    private final Supplier<ControlApi> daemon;
    private final String session;
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private volatile boolean closed;
    private final AtomicInteger connections = new AtomicInteger();

    private EventFollower(Supplier<ControlApi> daemon, String session, long after) {
        this.daemon = daemon;
        this.session = session;
        reader = Thread.ofPlatform().daemon().name("donmai-test-follower").unstarted(() -> read(after));
    }

    /** Begins to follow. */
    public static EventFollower of(Supplier<ControlApi> daemon, String session, long after) {
        EventFollower follower = new EventFollower(daemon, session, after);
        follower.reader.start();
        return follower;
    }

    /** What has come so far. */
    public List<JsonNode> events() {
        return List.copyOf(events);
    }

    /** How many streams it has opened. */
    public int connections() {
        return connections.get();
    }

    /** Waits for an event of a kind. */
    public EventFollower awaitKind(String kind) {
        Eventually.await("event " + kind + " of " + session)
                .until(() -> events.stream()
                        .anyMatch(event -> event.path("kind").asText().equals(kind)));
        return this;
    }

    /** Waits until so many events have come. */
    public EventFollower awaitCount(int count) {
        Eventually.await(count + " events of " + session).until(() -> events.size() >= count);
        return this;
    }

    /** Waits for the last event and returns all. */
    public List<JsonNode> awaitEnd() {
        awaitKind("session.ended");
        return events();
    }

    private void read(long after) {
        long last = after;
        while (!closed) {
            try (Stream<String> lines = daemon.get().followEvents(session, last)) {
                connections.incrementAndGet();
                for (String line : (Iterable<String>) lines::iterator) {
                    JsonNode event = ControlApi.line(line);
                    last = event.path("id").asLong(last);
                    events.add(event);
                    if (event.path("kind").asText().equals("session.ended")) {
                        return;
                    }
                }
            } catch (IOException | UncheckedIOException e) {
                // The daemon went away, in the middle of a stream or between two: the next one has the rest.
                LockSupport.parkNanos(BETWEEN_ATTEMPTS_NANOS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        reader.interrupt();
    }
}
