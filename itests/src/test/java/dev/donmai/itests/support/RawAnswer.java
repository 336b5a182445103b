package dev.donmai.itests.support;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.itests.support.ControlApi.Answer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An answer with everything that came.
 *
 * @param status the status code
 * @param headers values by name in lower case, in the order in which they came
 * @param body the body as text
 */
public record RawAnswer(int status, Map<String, List<String>> headers, String body) {

    public RawAnswer {
        headers = Map.copyOf(headers);
    }

    /** The only value of a header. */
    public Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        if (values.size() > 1) {
            throw new AssertionError(name + " came " + values.size() + " times: " + values);
        }
        return values.stream().findFirst();
    }

    /** The body as JSON. */
    public JsonNode json() {
        return new Answer(status, body).json();
    }

    /** The body's {@code error}. */
    public String error() {
        return new Answer(status, body).error();
    }
}
