package dev.donmai.worker.internal.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.api.issuetracker.IssueTrackerContext;
import dev.donmai.api.issuetracker.JsonReply;
import dev.donmai.model.Json;
import dev.donmai.net.WebClient;
import dev.donmai.net.WebException;
import dev.donmai.net.WebReply;
import dev.donmai.net.WebRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What the worker offers the issue tracker.
 *
 * @param client makes its requests
 * @param credentials the session's
 * @param sessionDirectory where a tracker may keep something
 */
public record TrackerContext(WebClient client, Credentials credentials, Path sessionDirectory)
        implements IssueTrackerContext {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final int MOST_BYTES = 1 << 20;

    @Override
    public String platformUrl() {
        return credentials.known().hasPlatform()
                ? credentials.known().platformUrl().replaceFirst("/+$", "")
                : "";
    }

    @Override
    public String token() throws InterruptedException {
        return credentials.current().authToken();
    }

    @Override
    public JsonReply post(String url, String bearer, Map<String, Object> body, Duration limit)
            throws IOException, InterruptedException {
        URI address;
        try {
            address = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IOException("the tracker's address is none: " + e.getMessage(), e);
        }
        WebRequest request =
                WebRequest.post(address).json(body).bearer(bearer).within(limit).atMost(MOST_BYTES);
        try {
            WebReply reply = client.send(request);
            return reply(reply.status(), reply.text());
        } catch (WebException e) {
            if (e.status() == 0) {
                throw e;
            }
            return reply(e.status(), e.body());
        }
    }

    private static JsonReply reply(int status, String text) {
        try {
            JsonNode body = Json.read(text.isBlank() ? "null" : text, JsonNode.class);
            if (body.isObject()) {
                return new JsonReply(status, true, Json.mapper().convertValue(body, OBJECT), text);
            }
        } catch (JsonProcessingException e) {
            // The caller sees that it is no object.
            return new JsonReply(status, false, Map.of(), text);
        }
        return new JsonReply(status, false, Map.of(), text);
    }
}
