package dev.donmai.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.donmai.model.Json;
import dev.donmai.net.WebException.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebClientTest {

    private static final Instant NOW = Instant.parse("2026-05-20T09:15:00Z");
    private static final RetryPolicy QUICK = new RetryPolicy(3, Duration.ofMillis(1), 2, Duration.ofMillis(5), 0.5);

    /** What the server saw of a request. */
    private record Seen(String method, URI uri, Headers headers, String body) {}

    /** An answer that a test has put in line. */
    private interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final WebClient client = new WebClient("donmai/1.2.3", () -> NOW);
    private HttpServer server;
    private URI uri;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                seen.add(new Seen(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI(),
                        exchange.getRequestHeaders(),
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
                answers.take().give(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/x");
    }

    @AfterEach
    void stop() {
        over.countDown();
        client.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private void willAnswer(int status, String body, String... headers) {
        answers.add(exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        });
    }

    /** Sends the head and the first bytes of an endless answer. */
    private void willBegin(String body) {
        answers.add(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private WebException failure(WebRequest request) {
        return catchThrowableOfType(WebException.class, () -> client.send(request));
    }

    @Test
    void readsJson() throws Exception {
        willAnswer(200, "{\"a\":1}", "X-Y", "z");
        WebReply reply = client.send(WebRequest.get(uri));
        assertThat(reply.json(ObjectNode.class)).isEqualTo(Json.object().put("a", 1));
        assertThat(reply.header("x-y")).contains("z");
        Seen request = seen.take();
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.headers().getFirst("User-Agent")).isEqualTo("donmai/1.2.3");
        assertThat(request.headers()).doesNotContainKeys("Authorization", "Content-Type", "Cookie");
    }

    @Test
    void sendsJsonAndCredential() throws Exception {
        willAnswer(202, "");
        WebReply reply = client.send(
                WebRequest.post(uri).json(Map.of("key", "ü")).bearer("secret").header("X-Other", "1"));
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.text()).isEmpty();
        Seen request = seen.take();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.body()).isEqualTo("{\"key\":\"ü\"}");
        assertThat(request.headers().getFirst("Content-Type")).isEqualTo("application/json");
        assertThat(request.headers().getFirst("Authorization")).isEqualTo("Bearer secret");
        assertThat(request.headers().getFirst("X-Other")).isEqualTo("1");
    }

    @Test
    void sendsAPostWithoutBodyAsTheOlderClientDoes() throws Exception {
        willAnswer(200, "{}");
        client.send(WebRequest.post(uri));
        Seen request = seen.take();
        assertThat(request.headers().getFirst("Content-Length")).isEqualTo("0");
        assertThat(request.headers().getFirst("Content-Type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"error\":\"sessionId is required\"} | sessionId is required",
                "409 | {\"ok\":false,\"message\":\"cannot resume\"} | cannot resume",
                "404 | 404 page not found | 404 page not found",
                "502 | <html>bad gateway</html> | ''",
                "500 | {\"error\":3 | ''",
                "503 | '' | ''",
            })
    void tellsWhatTheServerSaid(int status, String body, String error) {
        willAnswer(status, body);
        WebException e = failure(WebRequest.get(uri));
        assertThat(e.failure()).isEqualTo(Failure.STATUS);
        assertThat(e.status()).isEqualTo(status);
        assertThat(e.error()).isEqualTo(error);
        assertThat(e).hasMessage("GET " + uri + ": " + (error.isEmpty() ? "status " + status : status + " " + error));
        assertThat(e.transientFailure()).isEqualTo(status >= 500);
    }

    @Test
    void showsNoSecretOfTheAddress() {
        willAnswer(404, "");
        WebException e = failure(WebRequest.get(
                URI.create(uri.toString().replace("http://", "http://bot:hunter2@") + "?sig=s3cret#frag")));
        assertThat(e.url()).isEqualTo(uri.toString());
        assertThat(e.toString()).doesNotContain("hunter2").doesNotContain("s3cret");
    }

    @Test
    void showsNoCredentialOfTheRequest() {
        assertThat(WebRequest.post(uri)
                        .bearer("secret")
                        .json(Map.of("token", "secret"))
                        .toString())
                .isEqualTo("POST " + uri);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void neverFollowsARedirect(int status) {
        willAnswer(status, "", "Location", "http://127.0.0.1:1/elsewhere");
        WebException e = failure(WebRequest.get(uri).bearer("secret"));
        assertThat(e.status()).isEqualTo(status);
        assertThat(e.error()).isEqualTo("redirects are not followed");
        assertThat(seen).hasSize(1);
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        WebException e = failure(WebRequest.get(URI.create("http://127.0.0.1:" + free + "/")));
        assertThat(e.failure()).isEqualTo(Failure.UNREACHABLE);
        assertThat(e).hasMessageContaining("nobody listens there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://localhost/", "/relative", "http:///nohost"})
    void refusesWhatIsNoAddress(String address) {
        assertThat(failure(WebRequest.get(URI.create(address))).failure()).isEqualTo(Failure.UNSENDABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsp_live_\u200babc", "rsp_live_\nabc"})
    void aTokenThatNoHeaderCanCarryIsNotQuoted(String token) {
        WebException e = failure(WebRequest.get(uri).bearer(token));
        assertThat(e.failure()).isEqualTo(Failure.UNSENDABLE);
        assertThat(e).hasNoCause();
        assertThat(e.toString()).doesNotContain("rsp_live");
        assertThat(seen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 502})
    void ofAnErrorTheBeginningIsReadHoweverLargeItIs(int status) {
        willAnswer(status, "x".repeat(100_000));
        WebException e = failure(WebRequest.get(uri).atMost(5000));
        assertThat(e.status()).isEqualTo(status);
        assertThat(e.body()).isEqualTo("x".repeat(4096));
    }

    @Test
    void anErrorWhoseExplanationBreaksOffIsStillThatError() {
        answers.add(exchange -> {
            exchange.sendResponseHeaders(503, 100);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            throw new IOException("broken off on purpose");
        });
        assertThat(failure(WebRequest.get(uri)).status()).isEqualTo(503);
    }

    @Test
    void theDeadlineHoldsForTheHeadAndTheBody() {
        WebRequest request = WebRequest.get(uri).within(Duration.ofMillis(200));
        assertThat(failure(request).failure()).isEqualTo(Failure.TIMEOUT);
        willBegin("one");
        willBegin("two");
        assertThat(failure(request).failure()).isEqualTo(Failure.TIMEOUT);
    }

    @Test
    void aReplyHasALimit() throws Exception {
        willAnswer(200, "x".repeat(5000));
        assertThat(client.send(WebRequest.get(uri).atMost(5000)).text()).hasSize(5000);
        willAnswer(200, "x".repeat(5001));
        WebException e = failure(WebRequest.get(uri).atMost(5000));
        assertThat(e.failure()).isEqualTo(Failure.TOO_LARGE);
        assertThat(e).hasMessageEndingWith("the reply has more than 5000 bytes");
        willAnswer(200, "x".repeat(11));
        assertThat(failure(WebRequest.get(uri).atMost(10)).failure()).isEqualTo(Failure.TOO_LARGE);
    }

    @Test
    void aBrokenConnectionIsNotAnEnd() {
        answers.add(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            throw new IOException("broken off on purpose");
        });
        assertThat(failure(WebRequest.get(uri)).failure()).isEqualTo(Failure.BROKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[1]", "nonsense", "null"})
    void saysThatAReplyIsNotTheJsonExpected(String body) throws Exception {
        willAnswer(200, body);
        WebReply reply = client.send(WebRequest.get(uri));
        assertThatThrownBy(() -> reply.json(Map.class))
                .isInstanceOfSatisfying(
                        WebException.class, e -> assertThat(e.failure()).isEqualTo(Failure.MALFORMED));
    }

    @Test
    void triesAgainWhileItMayHelp() throws Exception {
        willAnswer(503, "");
        willAnswer(429, "", "Retry-After", "7");
        willAnswer(200, "done");
        assertThat(client.send(WebRequest.get(uri), QUICK).text()).isEqualTo("done");
        assertThat(seen).hasSize(3);
    }

    @Test
    void givesUpAfterTheLastAttempt() {
        for (int i = 0; i < 4; i++) {
            willAnswer(500, "{\"error\":\"no " + i + "\"}");
        }
        assertThatThrownBy(() -> client.send(WebRequest.get(uri), QUICK)).hasMessageEndingWith("500 no 2");
        assertThat(seen).hasSize(3);
    }

    @Test
    void doesNotTryAgainWhereItCannotHelp() {
        willAnswer(404, "");
        assertThatThrownBy(() -> client.send(WebRequest.get(uri), QUICK)).hasMessageContaining("404");
        assertThat(seen).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "7, PT7S",
        "' 7 ', PT7S",
        "'Wed, 20 May 2026 09:15:30 GMT', PT30S",
        "'Wed, 20 May 2026 09:14:00 GMT', PT0S",
        "soon, PT0S",
        "-1, PT0S"
    })
    void readsHowLongToWait(String header, Duration wait) {
        willAnswer(503, "", "Retry-After", header);
        assertThat(failure(WebRequest.get(uri)).retryAfter()).isEqualTo(wait);
    }

    @Test
    void anInterruptBreaksARequestOff() throws Exception {
        Thread caller = Thread.ofVirtual().unstarted(() -> {
            try {
                client.send(WebRequest.get(uri).within(Duration.ofMinutes(5)));
            } catch (WebException | InterruptedException e) {
                seen.add(new Seen(e.getClass().getSimpleName(), uri, new Headers(), ""));
            }
        });
        caller.start();
        assertThat(seen.take().method()).isEqualTo("GET");
        caller.interrupt();
        assertThat(seen.take().method()).isEqualTo("InterruptedException");
    }

    @Test
    void readsLinesWhileTheyArrive() throws Exception {
        willBegin("one\ntwo\r\n\nü");
        try (WebStream stream = client.stream(WebRequest.get(uri))) {
            assertThat(List.of(stream.line(10), stream.line(10), stream.line(10)))
                    .containsExactly(Optional.of("one"), Optional.of("two"), Optional.of(""));
            over.countDown();
            assertThat(stream.line(10)).contains("ü");
            assertThat(stream.line(10)).isEmpty();
            assertThat(stream.line(10)).isEmpty();
        }
    }

    @Test
    void aLineHasALimit() throws Exception {
        willAnswer(200, "x".repeat(20_000) + "\n" + "x".repeat(20_001) + "\n");
        try (WebStream stream = client.stream(WebRequest.get(uri))) {
            assertThat(stream.line(20_000).orElseThrow()).hasSize(20_000);
            assertThatThrownBy(() -> stream.line(20_000))
                    .isInstanceOfSatisfying(
                            WebException.class, e -> assertThat(e.failure()).isEqualTo(Failure.TOO_LARGE));
        }
    }

    @Test
    void readsBytesUntilTheEnd() throws Exception {
        String text = "x".repeat(100_000);
        willAnswer(200, text);
        StringBuilder read = new StringBuilder();
        try (WebStream stream = client.stream(WebRequest.get(uri))) {
            for (byte[] bytes = stream.bytes(); bytes.length > 0; bytes = stream.bytes()) {
                read.append(new String(bytes, StandardCharsets.UTF_8));
            }
        }
        assertThat(read.toString()).isEqualTo(text);
    }

    @Test
    void aStreamThatIsBrokenOffIsNotAnEnd() throws Exception {
        answers.add(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write("one\ntw".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("broken off on purpose");
        });
        try (WebStream stream = client.stream(WebRequest.get(uri))) {
            assertThat(stream.line(10)).contains("one");
            assertThatThrownBy(() -> stream.line(10))
                    .isInstanceOfSatisfying(
                            WebException.class, e -> assertThat(e.failure()).isEqualTo(Failure.BROKEN));
        }
    }

    @Test
    void closingAStreamWakesItsReader() throws Exception {
        willBegin("one\n");
        WebStream stream = client.stream(WebRequest.get(uri));
        assertThat(stream.line(10)).contains("one");
        BlockingQueue<String> outcome = new LinkedBlockingQueue<>();
        Thread.ofVirtual().start(() -> {
            try {
                outcome.add(stream.line(10).orElse("end"));
            } catch (WebException e) {
                outcome.add("broken");
            }
        });
        stream.close();
        assertThat(outcome.take()).isIn("broken", "end");
    }

    @Test
    void aStreamThatIsRefusedSaysWhy() {
        willAnswer(404, "{\"error\":\"session not found\"}");
        assertThatThrownBy(() -> client.stream(WebRequest.get(uri))).hasMessageEndingWith("404 session not found");
    }
}
