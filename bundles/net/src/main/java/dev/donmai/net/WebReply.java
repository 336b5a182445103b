package dev.donmai.net;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.donmai.model.Json;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/** A complete reply with a status from 200 to 299. */
public final class WebReply {

    private final WebRequest request;
    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    WebReply(WebRequest request, int status, HttpHeaders headers, byte[] body) {
        this.request = request;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** The status. */
    public int status() {
        return status;
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** A copy of the body. */
    public byte[] bytes() {
        return body.clone();
    }

    /**
     * The body as JSON.
     *
     * @throws WebException {@code MALFORMED} when it is not JSON of this shape
     */
    public <T> T json(Class<T> type) throws WebException {
        return json(type, value -> "");
    }

    /**
     * The body as JSON that makes sense.
     *
     * @param objection says what is wrong with it; empty for nothing
     * @throws WebException {@code MALFORMED} when it is not JSON of this shape or there is an objection
     */
    public <T> T json(Class<T> type, Function<T, String> objection) throws WebException {
        try {
            T value = Json.read(text(), type);
            String wrong = value == null ? "the reply is null" : objection.apply(value);
            if (value == null || !wrong.isEmpty()) {
                throw WebException.of(WebException.Failure.MALFORMED, request, wrong, null);
            }
            return value;
        } catch (JsonProcessingException e) {
            throw WebException.of(
                    WebException.Failure.MALFORMED,
                    request,
                    "the reply is not the JSON that was expected: " + e.getOriginalMessage(),
                    e);
        }
    }
}
