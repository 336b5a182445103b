package dev.donmai.http.internal;

import dev.donmai.sessions.SessionEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The event log of a session that a test writes, with any number of readers. */
final class FakeLog {

    /** From here on no further event goes into what is handed out at once, as in the log of a real session. */
    private static final int BATCH_CHARS = 64 * 1024;

    private final List<SessionEvents.Event> events = new ArrayList<>();
    private final AtomicInteger readers = new AtomicInteger();
    private boolean over;

    synchronized FakeLog add(long id) {
        return add(id, "{\"id\":" + id + ",\"kind\":\"agent.text\"}");
    }

    synchronized FakeLog add(long id, String json) {
        events.add(new SessionEvents.Event(id, "agent.text", json));
        notifyAll();
        return this;
    }

    synchronized FakeLog end() {
        over = true;
        notifyAll();
        return this;
    }

    int readers() {
        return readers.get();
    }

    SessionEvents open() {
        readers.incrementAndGet();
        return new Reader();
    }

    private final class Reader implements SessionEvents {

        private long position;
        private boolean closed;

        @Override
        public void seek(long id) {
            position = id;
        }

        @Override
        public List<Event> next(int max, Duration timeout) throws InterruptedException {
            synchronized (FakeLog.this) {
                long deadline = System.nanoTime() + timeout.toNanos();
                List<Event> found = unread(max);
                for (long left = timeout.toMillis(); found.isEmpty() && !over && left > 0; found = unread(max)) {
                    FakeLog.this.wait(left);
                    left = (deadline - System.nanoTime()) / 1_000_000;
                }
                if (!found.isEmpty()) {
                    position = found.getLast().id();
                }
                return found;
            }
        }

        private List<Event> unread(int max) {
            List<Event> found = new ArrayList<>();
            int size = 0;
            for (Event event : events) {
                if (event.id() > position && found.size() < max && size < BATCH_CHARS) {
                    found.add(event);
                    size += event.json().length();
                }
            }
            return found;
        }

        @Override
        public boolean ended() {
            synchronized (FakeLog.this) {
                return over && unread(1).isEmpty();
            }
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                readers.decrementAndGet();
            }
        }
    }
}
