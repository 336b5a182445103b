package dev.donmai.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.donmai.model.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as it came.
 *
 * @param endpoint what it calls
 * @param id the worker's or the session's id in its path; empty where there is none
 * @param headers the first value of each, by its name in any case
 * @param body as UTF-8
 */
record Call(Endpoint endpoint, String id, String method, String path, Map<String, String> headers, String body) {

    private static final String BEARER = "Bearer ";

    static Call of(String method, String path, Map<String, String> headers, String body) {
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        List<String> segments = Arrays.stream(
                        path.replaceFirst("\\?.*", "").replaceFirst("^/", "").split("/", -1))
                .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
        Endpoint endpoint = Endpoint.ofPath(segments);
        String id = endpoint.ofWorker() || endpoint.ofSession() ? segments.get(2) : "";
        return new Call(endpoint, id, method, path, anyCase, body);
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The credential; empty when there is none. */
    String bearer() {
        String value = header("Authorization");
        return value.startsWith(BEARER) ? value.substring(BEARER.length()) : "";
    }

    /** The body; missing when it is no JSON. */
    JsonNode json() {
        try {
            return body.isBlank() ? MissingNode.getInstance() : Json.mapper().readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    String text(String member) {
        return json().path(member).asText("");
    }
}
