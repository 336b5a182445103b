package dev.donmai.worker.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.donmai.model.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * Answers what a worker asks a daemon and a platform. Each route answers 200 with {@code {}}, or what is put there; the last of
 * several answers stays. Thread-safe.
 */
public final class StandIn implements AutoCloseable {

    private final HttpServer server;
    private final List<Call> calls = new ArrayList<>();
    private final Map<String, Deque<Answer>> answers = new HashMap<>();

    /** A request: the last part of its path, its body and headers of interest. */
    public record Call(String path, String route, JsonNode body, String bearer, String idempotencyKey) {}

    private record Answer(int status, String body) {}

    public StandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("stand-in-", 0).factory()));
        server.createContext("/", this::answer);
        server.start();
    }

    /** Its address, for {@code platformUrl} and the daemon's alike. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What a route answers from now on, or, after earlier answers of it have been used up, later. */
    public StandIn on(String route, int status, String body) {
        synchronized (calls) {
            answers.computeIfAbsent(route, r -> new ArrayDeque<>()).add(new Answer(status, body));
        }
        return this;
    }

    /** What a route answers from now on; earlier answers that were not used are forgotten. */
    public StandIn only(String route, int status, String body) {
        synchronized (calls) {
            answers.remove(route);
        }
        return on(route, status, body);
    }

    /** The requests so far, to that route. */
    public List<Call> calls(String route) {
        synchronized (calls) {
            return calls.stream().filter(call -> call.route().equals(route)).toList();
        }
    }

    /** All requests so far, those to the daemon left out. */
    public List<Call> calls() {
        synchronized (calls) {
            return calls.stream()
                    .filter(call -> !call.path().startsWith("/api/daemon/"))
                    .toList();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            String route = path.startsWith("/api/daemon/") ? "detail" : path.substring(path.lastIndexOf('/') + 1);
            Answer answer;
            synchronized (calls) {
                calls.add(new Call(
                        path,
                        route,
                        Json.read(text.isEmpty() ? "{}" : text, JsonNode.class),
                        header(exchange, "Authorization"),
                        header(exchange, "Idempotency-Key")));
                Deque<Answer> prepared = answers.getOrDefault(route, new ArrayDeque<>(List.of(new Answer(200, "{}"))));
                answer = prepared.size() > 1 ? prepared.remove() : prepared.element();
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
