package dev.donmai.itests.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The control API of one running daemon, as a client sees it. Thread-safe. */
public final class ControlApi {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private final String address;

    public ControlApi(String address) {
        this.address = address;
    }

    /**
     * What the daemon answered.
     *
     * @param status the status code
     * @param body the body as it came
     */
    public record Answer(int status, String body) {

        /** The body as JSON. */
        public JsonNode json() {
            try {
                return Json.mapper().readTree(body);
            } catch (JsonProcessingException e) {
                throw new AssertionError("no JSON in an answer with status " + status + ": " + body, e);
            }
        }

        /** The body's {@code error}. */
        public String error() {
            return json().path("error").asText();
        }
    }

    public String address() {
        return address;
    }

    public Answer get(String path) {
        return send(request(path).GET().build());
    }

    /** A body that may be longer than memory. */
    public InputStream stream(String path) throws IOException {
        try {
            HttpResponse<InputStream> response =
                    CLIENT.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw new IOException(path + ": " + response.statusCode());
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Posts JSON. */
    public Answer post(String path, JsonNode body) {
        return post(path, body.toString());
    }

    /** Posts a text as it is. */
    public Answer post(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Posts nothing. */
    public Answer post(String path) {
        return post(path, "");
    }

    /** Asks for a session and returns its handle. */
    public JsonNode accept(ObjectNode spec) {
        Answer answer = post("/api/daemon/sessions", spec);
        if (answer.status() != 202) {
            throw new AssertionError("session refused with " + answer);
        }
        return answer.json();
    }

    /** The handles of the sessions that live. */
    public List<JsonNode> sessions() {
        return elements(get("/api/daemon/sessions").json());
    }

    /** A session's record, live or ended. */
    public JsonNode record(String id) {
        Answer answer = get("/api/daemon/sessions/" + id + "/record");
        if (answer.status() != 200) {
            throw new AssertionError("no record of " + id + ": " + answer);
        }
        return answer.json().path("session");
    }

    /** Waits until a session has ended and returns its record. */
    public JsonNode awaitEnd(String id) {
        return Eventually.await("session " + id + " to end")
                .until(() -> record(id), record -> record.path("handle").has("exit"));
    }

    /** The events of a session after one, as far as there are any. */
    public List<JsonNode> events(String id, long after) {
        Answer answer = get("/api/daemon/sessions/" + id + "/events?after=" + after);
        if (answer.status() != 200) {
            throw new AssertionError("no events of " + id + ": " + answer);
        }
        return answer.body().lines().map(ControlApi::line).toList();
    }

    /** The lines of a session's events after one, as they come, until the session ends or the daemon goes. */
    Stream<String> followEvents(String id, long after) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        "http://" + address + "/api/daemon/sessions/" + id + "/events?follow=true&after=" + after))
                .GET()
                .build();
        HttpResponse<Stream<String>> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofLines());
        if (response.statusCode() != 200) {
            throw new IOException("no events of " + id + ": " + response.statusCode());
        }
        return response.body();
    }

    /** One line of a stream. */
    static JsonNode line(String text) {
        return new Answer(200, text).json();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + address + path)).timeout(PATIENCE);
    }

    private static Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response =
                    CLIENT.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
