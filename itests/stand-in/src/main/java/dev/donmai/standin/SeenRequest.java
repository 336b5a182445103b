package dev.donmai.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.model.Json;
import java.time.Instant;
import java.util.Map;

/**
 * A request that came and what was made of it.
 *
 * @param number counts from 1
 * @param at when
 * @param id the worker's or the session's id in its path; empty where there is none
 * @param headers by their names in any case, with credentials
 * @param status of the answer; 0 when a fault left none
 * @param fault the fault that it met, as it is written on a command line; empty when there was none
 */
public record SeenRequest(
        long number,
        Instant at,
        Endpoint endpoint,
        String id,
        String method,
        String path,
        Map<String, String> headers,
        String body,
        int status,
        String fault) {

    /** The body as JSON. */
    public JsonNode json() {
        try {
            return Json.mapper().readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("request " + number + " has no JSON: " + body, e);
        }
    }

    /** Never shows a credential. */
    @Override
    public String toString() {
        return number + " " + method + " " + path + " -> " + status + (fault.isEmpty() ? "" : " (" + fault + ")");
    }
}
