package dev.donmai.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A daemon as far as an orchestrator sees one, that does everything right. */
final class Client {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final StandIn standIn;
    private String workerId = "";
    private String token = "";

    Client(StandIn standIn) {
        this.standIn = standIn;
    }

    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        JsonNode json() {
            try {
                return Json.mapper().readTree(response.body());
            } catch (JsonProcessingException e) {
                throw new AssertionError(response.body(), e);
            }
        }
    }

    String workerId() {
        return workerId;
    }

    String token() {
        return token;
    }

    Client withToken(String other) {
        token = other;
        return this;
    }

    Answer register() throws IOException, InterruptedException {
        Answer answer = send(
                "POST",
                "/api/workers/register",
                StandIn.REGISTRATION_TOKEN,
                "{\"machineId\":\"m\",\"hostname\":\"m\",\"capacity\":2}",
                "");
        workerId = answer.json().path("workerId").asText();
        token = answer.json().path("runtimeToken").asText();
        return answer;
    }

    Answer refresh() throws IOException, InterruptedException {
        Answer answer = send("POST", worker("refresh-token"), StandIn.REGISTRATION_TOKEN, "{}", "");
        token = answer.json().path("runtimeToken").asText();
        return answer;
    }

    Answer heartbeat(ObjectNode more) throws IOException, InterruptedException {
        return send("POST", worker("heartbeat"), token, Json.line(more.put("activeCount", 0)), "");
    }

    Answer poll() throws IOException, InterruptedException {
        return send("GET", worker("poll"), token, "", "");
    }

    /** The ids of the items that a poll brings. */
    Iterable<String> work() throws IOException, InterruptedException {
        return poll().json().path("work").findValuesAsText("sessionId");
    }

    Answer nack(String item) throws IOException, InterruptedException {
        String session = Json.read(item, JsonNode.class).path("sessionId").asText();
        String body =
                "{\"workerId\":\"" + workerId + "\",\"reason\":\"accept work failed: full\",\"work\":" + item + "}";
        return session(session, "nack", body, "");
    }

    Answer session(String session, String call, String body, String key) throws IOException, InterruptedException {
        return send("POST", "/api/sessions/" + session + "/" + call, token, body, key);
    }

    Answer completion(String session, String key) throws IOException, InterruptedException {
        return session(session, "completion", "{\"workerId\":\"" + workerId + "\",\"summary\":\"done\"}", key);
    }

    Answer status(String session, String key) throws IOException, InterruptedException {
        return session(session, "status", "{\"workerId\":\"" + workerId + "\",\"status\":\"completed\"}", key);
    }

    private String worker(String call) {
        return "/api/workers/" + workerId + "/" + call;
    }

    Answer send(String method, String path, String bearer, String body, String key)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(standIn.url() + path))
                .timeout(Duration.ofSeconds(30))
                .header("User-Agent", "test/1");
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        if (method.equals("POST")) {
            request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        }
        return new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    }
}
