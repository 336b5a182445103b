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
    /** Events that are written at once; their source limits how many bytes these are. */
    private static final int BATCH = 256;
    /** After so much silence a comment keeps proxies and browsers from giving up. */
    private static final long COMMENT_NANOS = Duration.ofSeconds(15).toNanos();

    private static final byte[] COMMENT = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

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
            byte[] text = encode(events.next(BATCH, wait));
            if (text.length > 0) {
                send(text, listener);
            } else if (ended || !cursor.follow()) {
                return;
            } else if (form == Form.SERVER_SENT && System.nanoTime() - written >= COMMENT_NANOS) {
                send(COMMENT, listener);
            }
            if (cursor.follow() && !listener.listening()) {
                return;
            }
        }
    }

    /** A reader that stands still holds what this returns and nothing else. */
    private byte[] encode(List<Event> batch) {
        StringBuilder text = new StringBuilder();
        for (Event event : batch) {
            if (!begun && event.id() > last + 1) {
                append(text, new Event(NO_ID, RESYNC, resync(event.id())));
            }
            begun = true;
            last = event.id();
            append(text, event);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
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

    private void send(byte[] text, Listener listener) throws IOException {
        listener.write(text);
        written = System.nanoTime();
    }

    @Override
    public void close() {
        events.close();
    }
}
