package dev.donmai.launcher.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Something on loopback that answers as a daemon would, and remembers what it was asked. */
final class StandInDaemon implements AutoCloseable {

    /** What it was asked. */
    record Request(String line, String body, String authorization) {}

    /** What it answers; the declared length is longer than the body when the connection is to break. */
    record Answer(int status, String body, boolean breaks) {}

    private final HttpServer server;
    private final ConcurrentMap<String, Answer> lasting = new ConcurrentHashMap<>();
    private final Set<String> farewells = ConcurrentHashMap.newKeySet();
    private final Set<String> unanswered = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    StandInDaemon() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<Request> requests() {
        return requests;
    }

    /** Answers in turn what is asked with this request line. */
    StandInDaemon answer(String line, int status, String body) {
        answers.computeIfAbsent(line, l -> new ArrayDeque<>()).add(new Answer(status, body, false));
        return this;
    }

    /** Breaks off after this body. */
    StandInDaemon breakAfter(String line, String body) {
        answers.computeIfAbsent(line, l -> new ArrayDeque<>()).add(new Answer(200, body, true));
        return this;
    }

    /** Answers always what is asked with this request line, when nothing else is left. */
    StandInDaemon always(String line, int status, String body) {
        lasting.put(line, new Answer(status, body, false));
        return this;
    }

    /** Stops listening when nothing is left to answer to this request line. */
    StandInDaemon goAfter(String line) {
        farewells.add(line);
        return this;
    }

    /** Gives no answer to this request line. */
    StandInDaemon keepWaiting(String line) {
        unanswered.add(line);
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(
                line,
                body,
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                        .orElse("")));
        if (unanswered.contains(line)) {
            return;
        }
        Answer answer = Optional.ofNullable(answers.get(line))
                .map(Deque::poll)
                .orElse(lasting.getOrDefault(
                        line, new Answer(404, "{\"error\":\"no answer to " + line + "\"}", false)));
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length + (answer.breaks() ? 100 : 0));
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().flush();
        exchange.close();
        if (farewells.contains(line)
                && answers.getOrDefault(line, new ArrayDeque<>()).isEmpty()) {
            Thread.ofPlatform().daemon().start(() -> server.stop(0));
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
