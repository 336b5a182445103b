package dev.donmai.net;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.model.Json;
import dev.donmai.model.Printable;

/** What a server says in the body of an error. */
final class ErrorText {

    /** How much of it is read ({@code http-api.md} §2.1). */
    static final int MAX_BYTES = 4096;

    private static final int MAX_SHOWN = 500;

    private ErrorText() {}

    /** The {@code error} of a JSON object, else its {@code message}, else the first line of a text that is not HTML. */
    static String of(String body) {
        String text = body.strip();
        if (text.startsWith("{")) {
            try {
                JsonNode tree = Json.read(text, JsonNode.class);
                String error = tree.path("error").asText("");
                return shown(error.isEmpty() ? tree.path("message").asText("") : error);
            } catch (JsonProcessingException e) {
                // Cut off, or no JSON after all: then it says nothing that is meant to be read.
                return "";
            }
        }
        return text.startsWith("<") ? "" : shown(text.lines().findFirst().orElse(""));
    }

    private static String shown(String text) {
        return Printable.line(text, MAX_SHOWN);
    }
}
