package dev.donmai.standin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes a request from the wire, lets a fault strike it, has it answered and notes both. */
final class Exchanges implements HttpHandler {

    private static final int MAX_BODY = 16 << 20;
    private static final String NOT_JSON = "<html><body>Bad gateway</body></html>";

    private final Platform platform;
    private final Journal journal;
    private final Faults faults;
    private final WorkerCalls workers;
    private final SessionCalls sessions;
    private final AdminCalls admin;
    private final CountDownLatch closed = new CountDownLatch(1);

    Exchanges(Platform platform, Journal journal, Faults faults, AdminCalls admin) {
        this.platform = platform;
        this.journal = journal;
        this.faults = faults;
        this.admin = admin;
        this.workers = new WorkerCalls(platform, journal);
        this.sessions = new SessionCalls(platform, journal);
    }

    /** Lets go of whoever is kept waiting. */
    void release() {
        closed.countDown();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Call call = read(exchange);
            if (call.path().startsWith(AdminCalls.PREFIX)) {
                write(exchange, admin.answer(call), Integer.MAX_VALUE);
                return;
            }
            Optional<Fault> fault = faults.next(call.endpoint());
            long number = journal.next();
            if (fault.isPresent()) {
                struck(exchange, call, number, fault.get());
            } else {
                Reply reply = answer(call, number, fault);
                journal.add(number, call, reply.status(), "");
                write(exchange, reply, Integer.MAX_VALUE);
            }
        }
    }

    private static Call read(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        return Call.of(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers,
                new String(body, StandardCharsets.UTF_8));
    }

    private void struck(HttpExchange exchange, Call call, long number, Fault fault) throws IOException {
        Reply reply = fault.takesEffect() ? answer(call, number, Optional.of(fault)) : refusal(fault);
        boolean told = !(fault instanceof Fault.Hang || fault instanceof Fault.Lose);
        journal.add(number, call, told ? reply.status() : 0, fault.word());
        journal.tell(call.endpoint().word() + " #" + number + " meets " + fault.word());
        switch (fault) {
            case Fault.Refuse _, Fault.Redirect _, Fault.Duplicate _, Fault.Reorder _ ->
                write(exchange, reply, Integer.MAX_VALUE);
            case Fault.Hang(Duration time) -> pause(time);
            case Fault.Slow(Duration time) -> {
                pause(time);
                write(exchange, reply, Integer.MAX_VALUE);
            }
            case Fault.Lose() -> {
                // Closing the exchange without an answer breaks the connection.
            }
            case Fault.Cut() -> write(exchange, reply, reply.body().length() / 2);
            case Fault.Stall(Duration time) -> {
                write(exchange, reply, reply.body().length() / 2);
                pause(time);
            }
            case Fault.Garble() -> write(exchange, new Reply(reply.status(), Map.of(), NOT_JSON), Integer.MAX_VALUE);
        }
    }

    private static Reply refusal(Fault fault) {
        return switch (fault) {
            case Fault.Refuse(int status, Duration wait) ->
                new Reply(
                        status,
                        wait.isZero() ? Map.of() : Map.of("Retry-After", Long.toString(wait.toSeconds())),
                        "{\"error\":\"on purpose\"}");
            case Fault.Redirect(String path) -> new Reply(302, Map.of("Location", path), "");
            default -> new Reply(0, Map.of(), "");
        };
    }

    private Reply answer(Call call, long number, Optional<Fault> fault) {
        List<String> broken = WireRules.broken(call);
        broken.forEach(sentence -> wrong(call, number, sentence));
        if (call.endpoint() == Endpoint.OTHER) {
            return Reply.NOT_FOUND;
        }
        synchronized (platform) {
            return switch (call.endpoint()) {
                case REGISTER -> workers.register(call, sentence -> wrong(call, number, sentence));
                case REFRESH -> workers.refresh(call);
                case HEARTBEAT -> workers.heartbeat(call, sentence -> wrong(call, number, sentence));
                case POLL -> workers.poll(call, fault);
                default -> sessions.answer(call, sentence -> wrong(call, number, sentence));
            };
        }
    }

    private void wrong(Call call, long number, String sentence) {
        journal.violation(number, call.endpoint(), sentence);
    }

    /** Writes so many characters of an answer that says how long all of it is. */
    private static void write(HttpExchange exchange, Reply reply, int most) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(Arrays.copyOf(body, Math.min(body.length, most)));
            exchange.getResponseBody().flush();
        }
    }

    private void pause(Duration time) {
        try {
            boolean _ = closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
