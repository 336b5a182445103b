package dev.donmai.http.internal;

import dev.donmai.model.Json;
import dev.donmai.sessions.SessionEvents;
import dev.donmai.sessions.SessionEvents.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** The events of a session from a place on, as lines or as server-sent events ({@code additions.md} §1). */
final class EventFeed implements Feed {

    /** How the events are written. */
    enum Form {
        LINES,
        SERVER_SENT
    }

    private static final String RESYNC = "resync";
    /** The marker is no event of the log: a reader that reconnects must not ask for what comes after it. */
    private static final long NO_ID = 0;
    /** Events that are in memory at once; a line is cut at 256 KiB where it is made. */
    private static final int BATCH = 32;
    /** After so much silence a comment keeps proxies and browsers from giving up. */
    private static final long COMMENT_NANOS = Duration.ofSeconds(15).toNanos();

    private final SessionEvents events;
    private final Cursor cursor;
    private final Form form;
    private long last;
    private boolean begun;
    private long written = System.nanoTime();

    EventFeed(SessionEvents events, Cursor cursor, Form form) {
        this.events = events;
        this.cursor = cursor;
        this.form = form;
        this.last = cursor.after();
    }

    @Override
    public void writeTo(Listener listener) throws IOException, InterruptedException {
        events.seek(cursor.after());
        Duration wait = cursor.follow() ? OpenRequests.GLANCE : Duration.ZERO;
        while (true) {
            // Asked before reading: what is written between the two is then read, not lost.
            boolean ended = events.ended();
            List<Event> batch = events.next(BATCH, wait);
            if (!batch.isEmpty()) {
                write(batch, listener);
            } else if (ended || !cursor.follow()) {
                return;
            } else if (form == Form.SERVER_SENT && System.nanoTime() - written >= COMMENT_NANOS) {
                send(": still here\n\n", listener);
            }
            if (cursor.follow() && !listener.listening()) {
                return;
            }
        }
    }

    private void write(List<Event> batch, Listener listener) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Event event : batch) {
            if (event.id() <= last) {
                continue;
            }
            if (!begun && event.id() > last + 1) {
                append(text, new Event(NO_ID, RESYNC, resync(event.id())));
            }
            begun = true;
            last = event.id();
            append(text, event);
        }
        if (!text.isEmpty()) {
            send(text.toString(), listener);
        }
    }

    private static String resync(long oldest) {
        return Json.line(Json.object().put("kind", RESYNC).put("oldest", oldest));
    }

    private void append(StringBuilder text, Event event) {
        if (form == Form.LINES) {
            text.append(event.json()).append('\n');
            return;
        }
        if (event.id() != NO_ID) {
            text.append("id: ").append(event.id()).append('\n');
        }
        text.append("event: ").append(event.kind()).append('\n');
        text.append("data: ").append(event.json()).append("\n\n");
    }

    private void send(String text, Listener listener) throws IOException {
        listener.write(text.getBytes(StandardCharsets.UTF_8));
        written = System.nanoTime();
    }

    @Override
    public void close() {
        events.close();
    }
}
