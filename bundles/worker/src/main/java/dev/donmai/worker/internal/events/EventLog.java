package dev.donmai.worker.internal.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.files.LineLog;
import dev.donmai.model.Json;
import dev.donmai.model.Timestamps;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;

/**
 * {@code events.ndjson}: one JSON object a line, event n on line n. It goes on where an earlier writer stopped. Every event is one
 * write on the thread that brings it, so nothing waits in memory; the file is synced when it is closed.
 *
 * <p>The log is bounded: beyond {@link #OUTPUT_BOUND} it takes no more {@code output}, beyond twice that only what a reader
 * cannot do without. Each bound is announced by one {@code limit} event.
 */
public final class EventLog implements EventSink {

    /** 64 MiB: more printed lines than anyone reads, which {@code output.log} keeps anyway, and little enough to replay. */
    public static final long OUTPUT_BOUND = 64L << 20;

    /** Written in any case: few of them can come, and readers wait for them. */
    private static final Set<String> ALWAYS = Set.of("agent.init", "agent.result", "workarea.ready", "limit");

    private static final String OUTPUT = "output";
    private static final Set<String> OWN_FIELDS = Set.of("id", "at", "session", "kind");

    private final LineLog log;
    private final String session;
    private final InstantSource clock;
    private final long bound;
    private boolean outputEnded;
    private boolean mostEnded;

    private EventLog(LineLog log, String session, InstantSource clock, long bound) {
        this.log = log;
        this.session = session;
        this.clock = clock;
        this.bound = bound;
    }

    /** Opens or makes the log of {@code session}. Nobody else may write to it while it is open. */
    public static EventLog open(Path file, String session, InstantSource clock) throws IOException {
        return open(file, session, clock, OUTPUT_BOUND);
    }

    static EventLog open(Path file, String session, InstantSource clock, long bound) throws IOException {
        return new EventLog(LineLog.open(file), session, clock, bound);
    }

    @Override
    public synchronized void append(String kind, ObjectNode fields) throws IOException {
        String line = line(log.lines() + 1, kind, fields);
        // Counted in chars: a bound needs no more precision.
        if (admitted(kind, line.length())) {
            log.append(id -> line);
        }
    }

    @Override
    public synchronized boolean takes(String kind) {
        return ALWAYS.contains(kind) || !(mostEnded || (outputEnded && kind.equals(OUTPUT)));
    }

    private boolean admitted(String kind, int length) throws IOException {
        if (ALWAYS.contains(kind)) {
            return true;
        }
        if (!takes(kind)) {
            return false;
        }
        long size = log.size() + length;
        if (size > 2 * bound) {
            mostEnded = true;
            announce(2 * bound, "the event log is full; from here on it takes only the agent's result");
            return false;
        }
        if (kind.equals(OUTPUT) && size > bound) {
            outputEnded = true;
            announce(bound, "the event log takes no more output; it goes on in output.log");
            return false;
        }
        return true;
    }

    private void announce(long max, String message) throws IOException {
        ObjectNode fields = Json.object().put("what", "events").put("max", max).put("message", message);
        log.append(id -> line(id, "limit", fields));
    }

    private String line(long id, String kind, ObjectNode fields) {
        ObjectNode event = Json.object()
                .put("id", id)
                .put("at", Timestamps.t9(clock.instant()))
                .put("session", session)
                .put("kind", kind);
        for (var field : fields.properties()) {
            if (!OWN_FIELDS.contains(field.getKey())) {
                event.set(field.getKey(), field.getValue());
            }
        }
        return Json.line(event);
    }

    @Override
    public synchronized void close() throws IOException {
        try (log) {
            log.sync();
        }
    }
}
