package dev.donmai.http.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.donmai.http.internal.ApiHandler.Load;
import dev.donmai.model.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** One request, decoded. */
final class Call {

    private static final byte[] EMPTY_OBJECT = {'{', '}'};

    private final Request request;
    private final List<String> parameters;
    private final Query query;
    private final RequestBody body;
    private final OpenRequests open;
    private final Load load;

    Call(Request request, List<String> parameters, RequestBody body, OpenRequests open, Load load) {
        this.request = request;
        this.parameters = parameters;
        this.query =
                Query.of(Optional.ofNullable(request.getHttpURI().getQuery()).orElse(""));
        this.body = body;
        this.open = open;
        this.load = load;
    }

    /** What the first open place of the route's template holds. */
    String id() {
        return parameters.getFirst();
    }

    /** The first value of a header. */
    Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    /**
     * The first value of a query parameter.
     *
     * @throws Refusal 400 when the query cannot be decoded
     */
    Optional<String> query(String name) throws Refusal {
        return query.strictly(name);
    }

    /** Whether a query parameter is exactly this; nothing else is wrong with a query. */
    boolean has(String name, String value) {
        return query.value(name).filter(value::equals).isPresent();
    }

    /** Whether a query parameter is exactly {@code true}. */
    boolean flag(String name) {
        return has(name, "true");
    }

    /**
     * The body as JSON; null in the document is an empty object.
     *
     * @throws Refusal 400 when it is not JSON of this shape
     */
    <T> T body(Class<T> type) throws Refusal, IOException {
        try {
            return requiredBody(type);
        } catch (JsonProcessingException e) {
            throw new Refusal(400, "invalid body: " + BodyErrors.describe(e));
        }
    }

    /** The body as JSON, for an endpoint whose refusals have a shape of their own. */
    <T> T requiredBody(Class<T> type) throws Refusal, IOException, JsonProcessingException {
        return decode(body.read(), type);
    }

    /** The body as JSON, or an empty object when there is none. */
    <T> T optionalBody(Class<T> type) throws Refusal, IOException, JsonProcessingException {
        byte[] bytes = body.read();
        return decode(bytes.length == 0 ? EMPTY_OBJECT : bytes, type);
    }

    /**
     * Writes the body to a file.
     *
     * @throws Refusal 413 when it is larger than that
     */
    void bodyTo(Path file, long most) throws Refusal, IOException {
        body.writeTo(file, most);
    }

    /**
     * Takes a place for waiting for what takes its time.
     *
     * @throws Refusal 503 when all are taken
     */
    LongPoll longPoll() throws Refusal {
        return LongPoll.begin(DeadlineEndPoint.of(request), open, load);
    }

    private static <T> T decode(byte[] bytes, Class<T> type) throws JsonProcessingException, IOException {
        try (JsonParser parser = Json.mapper().createParser(bytes)) {
            T value = read(parser, type);
            return value == null ? Json.mapper().readValue(EMPTY_OBJECT, type) : value;
        }
    }

    private static <T> T read(JsonParser parser, Class<T> type) throws JsonProcessingException, IOException {
        try {
            return Json.mapper().readValue(parser, type);
        } catch (JsonProcessingException e) {
            throw e.getLocation() == null ? BodyErrors.located(e, parser) : e;
        }
    }
}
