package dev.donmai.http.internal;

import dev.donmai.lifecycle.StateConflictException;
import dev.donmai.model.Json;
import dev.donmai.model.wire.ActionReply;
import dev.donmai.model.wire.ErrorReply;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an endpoint answers. */
sealed interface Reply {

    /** Status of the answer. */
    int status();

    /** Value of {@code Content-Type}. */
    String contentType();

    /** Further headers. */
    Map<String, String> headers();

    /**
     * An answer that is complete.
     *
     * @param after what happens when it has been sent
     */
    record Whole(int status, String contentType, Map<String, String> headers, String content, Runnable after)
            implements Reply {

        /** The same answer with one more header. */
        Whole with(String header, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(header, value);
            return new Whole(status, contentType, more, content, after);
        }

        /** The same answer, with something to do once it has been sent. */
        Whole then(Runnable action) {
            return new Whole(status, contentType, headers, content, action);
        }
    }

    /** An answer that is written bit by bit, always with status 200. */
    record Streamed(String contentType, Map<String, String> headers, Feed feed) implements Reply {

        @Override
        public int status() {
            return 200;
        }
    }

    /** A JSON value and a line end. */
    static Whole json(int status, Object value) {
        return new Whole(status, "application/json", Map.of(), Json.line(value) + "\n", () -> {});
    }

    /** The one shape of errors. */
    static Whole error(int status, String message) {
        return json(status, new ErrorReply(message));
    }

    /** The answer of an action route. */
    static Whole action(int status, boolean ok, String message) {
        return json(status, new ActionReply(ok, message));
    }

    /** The daemon's state does not allow an action. */
    static Whole conflict(StateConflictException e) {
        return action(409, false, String.valueOf(e.getMessage()));
    }

    /** Plain text, exactly as given. */
    static Whole text(String text) {
        return new Whole(200, "text/plain; charset=utf-8", Map.of(), text, () -> {});
    }

    /** The same is to be had elsewhere; only in answer to a GET. */
    static Whole movedTo(String target) {
        return error(301, "moved permanently").with("Location", target);
    }

    /** No such path. */
    static Whole pageNotFound() {
        return error(404, "404 page not found");
    }
}
