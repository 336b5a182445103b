package dev.donmai.sessions.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.files.Redactor;
import dev.donmai.model.Json;
import dev.donmai.model.PathSegment;
import dev.donmai.model.session.ResultFile;
import dev.donmai.model.session.SessionFile;
import dev.donmai.model.session.SessionLayout;
import dev.donmai.model.wire.Exit;
import dev.donmai.model.wire.ExitReason;
import dev.donmai.store.Outbox;
import dev.donmai.store.OutboxItem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Hands to the outbox what the platform has not heard from the worker of an ended session ({@code sessions.md} §1.10, §2.18):
 * the rest of its result, or, when it died without one, that it failed and how. To do it again reports nothing twice.
 */
final class PlatformReports {

    private final Outbox outbox;

    PlatformReports(Outbox outbox) {
        this.outbox = outbox;
    }

    void handOver(SessionFile file, SessionLayout layout, Exit exit, Optional<ResultFile> result) throws IOException {
        if (!file.detail().hasPlatform()) {
            return;
        }
        if (result.isPresent()) {
            ResultFile said = result.get();
            if (!said.delivered()) {
                put(file, said.completion(), said.status(), said.idempotencyKey(), said.completionDelivered());
            }
        } else if (!(file.foreign() && exit.reason() == ExitReason.COMPLETED)) {
            // Another program that ends well has reported what it had to.
            String error = error(file, layout, exit);
            ObjectNode completion = body(file).put("summary", "Session failed: " + error);
            ObjectNode status = body(file).put("status", "failed");
            status.putObject("error").put("message", error);
            put(file, completion, status, "", false);
        }
    }

    private static ObjectNode body(SessionFile file) {
        return Json.object().put("workerId", file.detail().workerId());
    }

    private static String error(SessionFile file, SessionLayout layout, Exit exit) throws IOException {
        String how = exit.signal() > 0
                ? "signal " + exit.signal()
                : exit.code() == Exit.NO_CODE ? "unknown exit" : "exit code " + exit.code();
        String error = "the worker ended without a result: " + exit.reason().wireName() + " (" + how + ")";
        String said = StderrTail.of(layout.stderr());
        // What the session was given as variables may be secret.
        return said.isEmpty()
                ? error
                : error + "; its last words:\n"
                        + Redactor.of(file.spec().env().values()).redact(said);
    }

    private void put(
            SessionFile file, ObjectNode completion, ObjectNode status, String key, boolean completionDelivered) {
        String id = file.sessionId();
        String known = key.isEmpty() ? ResultFile.idempotencyKey(id, file.nonce(), completion, status) : key;
        List<OutboxItem> items = new ArrayList<>();
        if (!completionDelivered) {
            items.add(item(file, OutboxItem.Kind.COMPLETION, "completion", completion, known));
        }
        items.add(item(file, OutboxItem.Kind.STATUS, "status", status, known));
        outbox.put(items);
    }

    /** A session's id is one harmless path segment, but for the characters that an address needs encoded. */
    private static OutboxItem item(SessionFile file, OutboxItem.Kind kind, String call, ObjectNode body, String key) {
        String id = file.sessionId();
        return new OutboxItem(
                kind,
                id,
                file.detail().platformUrl().replaceFirst("/+$", ""),
                "/api/sessions/" + PathSegment.encoded(id) + "/" + call,
                Json.line(body),
                key);
    }
}
