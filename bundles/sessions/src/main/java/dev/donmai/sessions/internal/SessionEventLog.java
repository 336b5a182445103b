package dev.donmai.sessions.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.files.LineLog;
import dev.donmai.model.Json;
import dev.donmai.model.Timestamps;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/**
 * The daemon's hand in a session's event log ({@code additions.md} §1). It writes only before the start and after the
 * tree is verified gone; in between the log belongs to the worker.
 */
final class SessionEventLog implements AutoCloseable {

    private final LineLog log;
    private final String sessionId;
    private final Clock clock;

    SessionEventLog(Path file, String sessionId, Clock clock) throws IOException {
        this.log = LineLog.open(file);
        this.sessionId = sessionId;
        this.clock = clock;
    }

    void append(String kind, ObjectNode fields) throws IOException {
        String at = Timestamps.t9(clock.instant());
        log.append(id -> {
            ObjectNode event = Json.object();
            event.put("id", id).put("at", at).put("session", sessionId).put("kind", kind);
            event.setAll(fields);
            return Json.line(event);
        });
    }

    @Override
    public void close() throws IOException {
        log.sync();
        log.close();
    }
}
