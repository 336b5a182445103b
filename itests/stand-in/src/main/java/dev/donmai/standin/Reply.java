package dev.donmai.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Json;
import java.util.Map;

/** What is answered. */
record Reply(int status, Map<String, String> headers, String body) {

    static final Reply NOT_FOUND = error(404, "not found");

    static Reply json(ObjectNode body) {
        return text(Json.line(body));
    }

    static Reply text(String body) {
        return new Reply(200, Map.of(), body);
    }

    static Reply error(int status, String message) {
        return new Reply(status, Map.of(), Json.line(Json.object().put("error", message)));
    }

    boolean ok() {
        return status < 400;
    }
}
