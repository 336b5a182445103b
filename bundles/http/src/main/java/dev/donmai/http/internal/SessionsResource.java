package dev.donmai.http.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.donmai.model.Defaults;
import dev.donmai.model.Json;
import dev.donmai.sessions.AdmissionException;
import dev.donmai.sessions.SessionEvents;
import dev.donmai.sessions.SessionOutput;
import dev.donmai.sessions.SessionQuery;
import dev.donmai.sessions.Sessions;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sessions, live and ended ({@code http-api.md} §7, {@code additions.md} §1). */
@Component(service = SessionsResource.class)
public final class SessionsResource implements Resource {

    private static final String ONE = "/api/daemon/sessions/{}";

    /** The older command line gives up after 10 s; it shall get an answer before. */
    private static final Duration STOP_WAIT = Duration.ofSeconds(8);

    private static final int MAX_LIMIT = 10_000;

    private final Sessions sessions;

    @Activate
    public SessionsResource(@Reference Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void enter(Routes routes) {
        routes.get("/api/daemon/sessions", this::list)
                .post("/api/daemon/sessions", this::accept)
                .get(ONE, this::detail)
                .get(ONE + "/record", this::record)
                .post(ONE + "/stop", this::stop)
                .get(ONE + "/events", this::events)
                .get(ONE + "/output", this::output)
                // Any other tail has the method checked first and the shape of the id after it.
                .get("/api/daemon/sessions/{*}", call -> Reply.pageNotFound());
    }

    private Reply list(Call call) throws Refusal {
        Optional<String> state = call.query("state").filter(word -> !word.isEmpty());
        Optional<String> limit = call.query("limit").filter(number -> !number.isEmpty());
        String before = call.query("before").orElse("");
        if (state.isEmpty() && limit.isEmpty() && before.isEmpty()) {
            return Reply.json(200, sessions.list(SessionQuery.LIVE));
        }
        if (!before.isEmpty() && sessions.record(before).isEmpty()) {
            throw new Refusal(400, "before: there is no session \"" + before + "\"");
        }
        return Reply.json(
                200,
                sessions.list(new SessionQuery(
                        state(state.orElse("running")),
                        limit.isEmpty() ? SessionQuery.DEFAULT_LIMIT : limit(limit.get()),
                        before)));
    }

    private static SessionQuery.State state(String word) throws Refusal {
        for (SessionQuery.State state : SessionQuery.State.values()) {
            if (state.name().toLowerCase(Locale.ROOT).equals(word)) {
                return state;
            }
        }
        throw new Refusal(400, "state: \"" + word + "\" is none of running, ended, interrupted, all");
    }

    private static int limit(String number) throws Refusal {
        if (number.matches("\\d{1,6}")) {
            int limit = Integer.parseInt(number);
            if (limit > 0 && limit <= MAX_LIMIT) {
                return limit;
            }
        }
        throw new Refusal(400, "limit: \"" + number + "\" is not a whole number from 1 to " + MAX_LIMIT);
    }

    private Reply accept(Call call) throws Refusal, IOException {
        PostedSession posted = call.body(PostedSession.class);
        try {
            return Reply.json(202, sessions.accept(posted.request()));
        } catch (AdmissionException e) {
            return Reply.error(400, String.valueOf(e.getMessage()));
        }
    }

    private Reply detail(Call call) throws Refusal {
        return Reply.json(200, sessions.detail(call.id()).orElseThrow(() -> notFound(call)));
    }

    private Reply record(Call call) throws Refusal {
        return Reply.json(200, Map.of("session", sessions.record(call.id()).orElseThrow(() -> notFound(call))));
    }

    /** Body of {@code stop}. */
    record StopRequest(String reason) {
        StopRequest {
            reason = Defaults.text(reason, "stopped over the control API");
        }
    }

    private Reply stop(Call call) throws Refusal, IOException, InterruptedException {
        StopRequest request;
        try {
            request = call.optionalBody(StopRequest.class);
        } catch (JsonProcessingException e) {
            throw new Refusal(400, "invalid body: " + BodyErrors.describe(e));
        }
        boolean gone = sessions.stop(call.id(), request.reason(), STOP_WAIT).orElseThrow(() -> notFound(call));
        return gone ? Reply.action(200, true, "stopped") : Reply.action(202, true, "stopping");
    }

    private Reply events(Call call) throws Refusal {
        Cursor cursor = Cursor.of(call);
        boolean serverSent = call.header("Accept").orElse("").contains("text/event-stream");
        SessionEvents events = sessions.events(call.id()).orElseThrow(() -> notFound(call));
        return serverSent
                ? new Reply.Streamed(
                        "text/event-stream", headers(cursor), new EventFeed(events, cursor, EventFeed.Form.SERVER_SENT))
                : new Reply.Streamed(
                        "application/x-ndjson", headers(cursor), new EventFeed(events, cursor, EventFeed.Form.LINES));
    }

    private Reply output(Call call) throws Refusal, IOException {
        Cursor cursor = Cursor.of(call);
        SessionOutput output = sessions.output(call.id()).orElseThrow(() -> notFound(call));
        boolean handedOn = false;
        try {
            Map<String, String> headers = headers(cursor);
            headers.put("X-Donmai-Offset", String.valueOf(output.seek(cursor.after())));
            handedOn = true;
            return new Reply.Streamed("text/plain; charset=utf-8", headers, new OutputFeed(output, cursor.follow()));
        } finally {
            if (!handedOn) {
                output.close();
            }
        }
    }

    /** A connection that has carried an endless stream is not used again. */
    private static Map<String, String> headers(Cursor cursor) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (cursor.follow()) {
            headers.put("Connection", "close");
        }
        return headers;
    }

    private static Refusal notFound(Call call) {
        return new Refusal(
                Reply.json(404, Json.object().put("error", "session not found").put("sessionId", call.id())));
    }
}
