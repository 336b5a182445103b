package dev.donmai.http.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.donmai.model.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/** One request, decoded. */
final class Call {

    private static final byte[] EMPTY_OBJECT = {'{', '}'};

    private final Request request;
    private final List<String> parameters;
    private final RequestBody body;

    Call(Request request, List<String> parameters, RequestBody body) {
        this.request = request;
        this.parameters = parameters;
        this.body = body;
    }

    /** What the first open place of the route's template holds. */
    String id() {
        return parameters.getFirst();
    }

    /** The first value of a header. */
    Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    /** The first value of a query parameter. */
    Optional<String> query(String name) throws Refusal {
        try {
            Fields fields = Request.extractQueryParameters(request);
            return Optional.ofNullable(fields.getValue(name));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new Refusal(400, "bad request: the query cannot be decoded");
        }
    }

    /** Whether a query parameter is exactly {@code true}. */
    boolean flag(String name) throws Refusal {
        return query(name).filter("true"::equals).isPresent();
    }

    /** The body as JSON; null in the document is an empty object. */
    <T> T body(Class<T> type) throws Refusal, IOException {
        try {
            return decode(body.read(), type);
        } catch (JsonProcessingException e) {
            throw new Refusal(400, "invalid body: " + BodyErrors.describe(e));
        }
    }

    /** The body as JSON, or an empty object when there is none. */
    <T> T optionalBody(Class<T> type) throws Refusal, IOException, JsonProcessingException {
        byte[] bytes = body.read();
        return decode(bytes.length == 0 ? EMPTY_OBJECT : bytes, type);
    }

    private static <T> T decode(byte[] bytes, Class<T> type) throws JsonProcessingException, IOException {
        T value = Json.mapper().readValue(bytes, type);
        return value == null ? Json.mapper().readValue(EMPTY_OBJECT, type) : value;
    }
}
