package dev.donmai.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths, methods, bodies and time limits, whatever the route. */
class RequestFormTest {

    private static final int MIB = 1 << 20;

    @TempDir
    static Path home;

    static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.started(home);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void healthIsTwoBytes() throws IOException {
        RawClient.Answer answer = server.get("/healthz");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.body()).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api",
                "/api/daemon",
                "/api/daemon/",
                "/api/daemon/status/",
                "/api/daemon/pool",
                "/API/daemon/status",
                "/api/daemon/status;x=1",
                "/api/daemon/%2e%2e/daemon/status",
                "/api%2Fdaemon%2F",
                "/healthz/"
            })
    void unknownPathsAreNotFound(String path) throws IOException {
        RawClient.Answer answer = server.get(path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body()).isEqualTo("{\"error\":\"404 page not found\"}\n");
    }

    @Test
    void anEscapedSlashIsASlash() throws IOException {
        assertThat(server.get("/api%2Fdaemon%2fstatus").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "//api/daemon/status, /api/daemon/status",
        "/api//daemon/status?a=b, /api/daemon/status?a=b",
        "/api/x/../daemon/./status, /api/daemon/status",
        "//evil.example/x, /evil.example/x",
        "/api/%2e%2e//x, /api/%2e%2e/x",
        "/api/daemon/.., /api",
    })
    void untidyPathsAreRedirected(String path, String target) throws IOException {
        RawClient.Answer answer = server.get(path);
        assertThat(answer.status()).isEqualTo(301);
        assertThat(answer.header("Location")).isEqualTo(target);
    }

    @Test
    void neverRedirectsAPost() throws IOException {
        assertThat(server.post("//api/daemon/pause", "").status()).isEqualTo(404);
        assertThat(server.lifecycle.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/daemon/status, GET",
        "DELETE, /api/daemon/status, GET",
        "OPTIONS, /api/daemon/status, GET",
        "TRACE, /api/daemon/status, GET",
        "PROPFIND, /api/daemon/status, GET",
        "GET, /api/daemon/pause, POST",
        "POST, /healthz, GET",
    })
    void aWrongMethodNamesTheRightOnes(String method, String path, String allowed) throws IOException {
        RawClient.Answer answer = server.ask(method, path, "", "");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo(allowed);
        assertThat(answer.body()).isEqualTo("{\"error\":\"method not allowed\"}\n");
    }

    @Test
    void headIsNotGet() throws IOException {
        try (RawClient client = server.client()) {
            assertThat(client.send("HEAD /api/daemon/status HTTP/1.1\nHost: localhost\n\n")
                            .head()
                            .status())
                    .isEqualTo(405);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/daemon/%zz HTTP/1.1\nHost: localhost\n\n",
                "GET /api/daemon/% HTTP/1.1\nHost: localhost\n\n",
                "GET /api/daemon/%ff HTTP/1.1\nHost: localhost\n\n",
                "GET /api/daemon/status#x HTTP/1.1\nHost: localhost\n\n",
                "GET /../../etc/ HTTP/1.1\nHost: localhost\n\n",
                "nonsense\n\n",
                "GET / HTTP/9.9\nHost: localhost\n\n",
                "GET / HTTP/1.1\nHost: localhost\nContent-Length: x\n\n",
                "POST /api/daemon/pause HTTP/1.1\nHost: localhost\nContent-Length: 1\nContent-Length: 2\n\n",
                "POST /api/daemon/pause HTTP/1.1\nHost: localhost\nContent-Length: 1\nTransfer-Encoding: chunked\n\n0\n\n",
                "GET / HTTP/1.1\nHost: localhost\nBad Header: x\n\n",
            })
    void brokenRequestsAreAnsweredInJson(String request) throws IOException {
        try (RawClient client = server.client()) {
            RawClient.Answer answer = client.send(request).answer();
            assertThat(answer.status()).isIn(400, 505);
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
            assertThat(answer.body()).startsWith("{\"error\":\"").endsWith("\"}\n");
        }
    }

    @Test
    void aHugeHeadIsRefused() throws IOException {
        try (RawClient client = server.client()) {
            RawClient.Answer answer = client.send(
                            "GET /healthz HTTP/1.1\nHost: localhost\nX: " + "x".repeat(100_000) + "\n\n")
                    .answer();
            assertThat(answer.status()).isEqualTo(431);
            assertThat(answer.body()).startsWith("{\"error\":\"");
        }
    }

    @Test
    void aLargeBodyIsRefusedByItsLength() throws IOException {
        String body = "{\"x\":\"" + "x".repeat(2 * MIB) + "\"}";
        for (String path : new String[] {"/api/daemon/drain", "/api/daemon/pause"}) {
            RawClient.Answer answer = server.post(path, body);
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).isEqualTo("{\"error\":\"request body too large\"}\n");
        }
        assertThat(server.lifecycle.asked).isEmpty();
    }

    @Test
    void aLargeBodyIsRefusedWhileItIsRead() throws IOException {
        try (RawClient client = server.client()) {
            client.send("POST /api/daemon/drain HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n\n");
            byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int sent = 0; sent < 2 * MIB; sent += 0x10000) {
                client.sendBytes(chunk);
            }
            client.send("0\n\n");
            assertThat(client.answer().status()).isEqualTo(413);
        }
        assertThat(server.lifecycle.asked).isEmpty();
    }

    @Test
    void aBodyOfExactlyTheLimitIsRead() throws IOException {
        String body = "{\"timeoutSeconds\":\"" + "x".repeat(MIB - 21) + "\"}";
        assertThat(body).hasSize(MIB);
        assertThat(server.post("/api/daemon/drain", body).status()).isEqualTo(400);
    }

    @Test
    void nestingHasALimit() throws IOException {
        String deep = "{\"x\":" + "[".repeat(65) + "]".repeat(65) + "}";
        assertThat(server.post("/api/daemon/drain", deep).body()).contains("nested deeper than 64 levels");
    }

    @Test
    void whatIsTooDeepOrTooLongHasAPlace() throws IOException {
        String limit = "nested deeper than 64 levels, or a number or name too long (line 2, column ";
        assertThat(server.post("/api/daemon/drain", "{\n\"x\":" + "[".repeat(100))
                        .body())
                .contains("invalid drain request: member \\\"x\\\": " + limit + "69)");
        assertThat(server.post("/api/daemon/drain", "{\n\"timeoutSeconds\":" + "1".repeat(2000) + "}")
                        .body())
                .contains("invalid drain request: member \\\"timeoutSeconds\\\": " + limit);
        assertThat(server.post("/api/daemon/drain", "{\n\"" + "k".repeat(60_000) + "\":1}")
                        .body())
                .contains("invalid drain request: " + limit);
    }

    @Test
    void oneConnectionServesManyRequests() throws IOException {
        try (RawClient client = server.client()) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.send("GET /healthz HTTP/1.1\nHost: localhost\n\n")
                                .answer()
                                .body())
                        .isEqualTo("ok");
            }
        }
    }

    @Test
    void aHeadThatNeverEndsIsCutOff() throws Exception {
        try (RawClient client = server.client()) {
            client.send("GET /healthz HTTP/1.1\nHost: localhost\nX: ");
            Thread drip = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        client.send("x");
                        Thread.sleep(200);
                    }
                } catch (IOException | InterruptedException e) {
                    // The server has cut the connection, which is what the test waits for.
                }
            });
            assertThat(client.closed()).isTrue();
            drip.interrupt();
        }
    }
}
