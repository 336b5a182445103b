package dev.donmai.orchestrator.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.donmai.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An orchestrator on loopback that answers as a test tells it, and remembers what it was asked. */
public final class Platform implements AutoCloseable {

    /** The body of a registration as most tests want it. */
    public static final String REGISTERED = "{\"workerId\":\"wkr_1\",\"heartbeatInterval\":30000,\"pollInterval\":5000,"
            + "\"runtimeToken\":\"token-1\",\"runtimeTokenExpiresAt\":\"2999-01-01T00:00:00Z\"}";

    /** A request as it came. */
    public record Seen(String method, String path, Map<String, List<String>> headers, String body) {

        /** The bearer token; empty when there was none. */
        public String token() {
            return header("Authorization").replaceFirst("^Bearer ", "");
        }

        /** A header; empty when there was none. */
        public String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }

        /** The body as JSON. */
        public ObjectNode json() {
            try {
                return Json.read(body, ObjectNode.class);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** An answer. */
    public record Answer(int status, String body, Map<String, String> headers) {

        public static Answer of(int status, String body) {
            return new Answer(status, body, Map.of());
        }

        public Answer with(String header, String value) {
            return new Answer(status, body, Map.of(header, value));
        }
    }

    private final Map<String, Function<Seen, Answer>> answers = new ConcurrentHashMap<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    public Platform() {
        this(0);
    }

    /** At a port that was free a moment ago. */
    public Platform(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Seen request = new Seen(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            seen.add(request);
            Answer answer = answers.getOrDefault(last(request.path()), any -> Answer.of(404, "no such route"))
                    .apply(request);
            answer.headers().forEach(exchange.getResponseHeaders()::add);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Answers calls whose path ends with this segment; {@code register}, {@code heartbeat}, …. */
    public Platform on(String segment, Function<Seen, Answer> answer) {
        answers.put(segment, answer);
        return this;
    }

    /** Answers them always the same. */
    public Platform on(String segment, int status, String body) {
        return on(segment, any -> Answer.of(status, body));
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** The calls whose path ends with this segment, in their order. */
    public List<Seen> seen(String segment) {
        return seen.stream()
                .filter(request -> last(request.path()).equals(segment))
                .toList();
    }

    /** All calls. */
    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
