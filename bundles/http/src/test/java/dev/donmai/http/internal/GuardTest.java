package dev.donmai.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.model.Json;
import dev.donmai.model.wire.SessionDetail;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {

    private static final String HOST_REFUSED = "{\"error\":\"host not allowed\"}\n";
    private static final String ORIGIN_REFUSED = "{\"error\":\"origin not allowed\"}\n";
    private static final String TOKEN_REFUSED = "{\"error\":\"missing or invalid control token\"}\n";

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

    private static RawClient.Answer send(String text) throws IOException {
        try (RawClient client = server.client()) {
            return client.send(text).answer();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:7734",
                "LocalHost:1",
                "127.0.0.1",
                "127.0.0.1:80",
                "127.9.9.9",
                "[::1]",
                "[::1]:7734",
                "[0:0:0:0:0:0:0:1]:1"
            })
    void servesLoopbackHosts(String host) throws IOException {
        assertThat(send("GET /api/daemon/status HTTP/1.1\nHost: " + host + "\n\n")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:7734",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "127.0.0.1.nip.io:7734",
                "192.168.1.7:7734",
                "0.0.0.0",
                "[::2]:7734",
                "[fe80::1]"
            })
    void refusesOtherHosts(String host) throws IOException {
        for (String path : new String[] {"/api/daemon/status", "/healthz", "/nowhere"}) {
            RawClient.Answer answer = send("GET " + path + " HTTP/1.1\nHost: " + host + "\n\n");
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).isEqualTo(HOST_REFUSED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/daemon/status HTTP/1.1\n\n",
                "GET /api/daemon/status HTTP/1.1\nHost: localhost\nHost: evil.example\n\n",
                "GET /api/daemon/status HTTP/1.1\nHost: user@localhost\n\n",
                "GET /api/daemon/status HTTP/1.1\nHost: localhost/evil\n\n",
                "GET http://evil.example/api/daemon/status HTTP/1.1\nHost: localhost\n\n",
                "GET /api/daemon/status HTTP/1.0\n\n",
                "GET /api/daemon/status HTTP/1.1\nHost:\n\n",
            })
    void refusesAnUnclearHost(String request) throws IOException {
        RawClient.Answer answer = send(request);
        assertThat(answer.status()).isIn(400, 403);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body()).startsWith("{\"error\":\"").endsWith("\"}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example",
                "Origin: null",
                "Origin: http://localhost.evil.example",
                "Origin: http://localhost@evil.example",
                "Origin: file://",
                "Origin: ftp://localhost",
                "Origin: http://localhost\nOrigin: https://evil.example",
                "Sec-Fetch-Site: cross-site",
                "Origin: http://localhost\nSec-Fetch-Site: cross-site",
            })
    void refusesForeignPagesEvenWithTheToken(String headers) throws IOException {
        RawClient.Answer answer = server.ask(
                "POST", "/api/daemon/pause", headers + "\nAuthorization: Bearer " + server.token() + "\n", "");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo(ORIGIN_REFUSED);
        assertThat(server.lifecycle.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Authorization: Bearer\n",
                "Authorization: Bearer wrong\n",
                "Authorization: Basic dXNlcjpwYXNz\n",
            })
    void asksALocalPageForTheToken(String authorization) throws IOException {
        RawClient.Answer answer =
                server.ask("GET", "/api/daemon/status", "Origin: http://localhost:3000\n" + authorization, "");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.body()).isEqualTo(TOKEN_REFUSED);
    }

    @ParameterizedTest
    @CsvSource({"http://localhost:3000, Bearer", "http://127.0.0.1, bearer", "https://[::1]:8443, BEARER"})
    void servesALocalPageWithTheToken(String origin, String scheme) throws IOException {
        RawClient.Answer answer = server.ask(
                "GET",
                "/api/daemon/status",
                "Origin: " + origin + "\nAuthorization: " + scheme + " " + server.token() + "\n",
                "");
        assertThat(answer.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "TEXT/PLAIN;charset=utf-8",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x"
            })
    void refusesWhatAFormCouldSend(String type) throws IOException {
        RawClient.Answer answer = server.ask(
                "POST",
                "/api/daemon/drain",
                "Origin: http://localhost\nAuthorization: Bearer " + server.token() + "\nContent-Type: " + type + "\n",
                "{}");
        assertThat(answer.status()).isEqualTo(415);
        assertThat(server.lifecycle.asked).isEmpty();
    }

    @Test
    void ignoresATokenThatIsNotNeeded() throws IOException {
        assertThat(server.ask("GET", "/api/daemon/status", "Authorization: Bearer wrong\n", "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void asksEverybodyWhereConfigured(@TempDir Path other) throws IOException {
        try (TestServer strict = TestServer.started(other, "{\"http\":{\"auth\":\"token\"}}")) {
            assertThat(strict.get("/api/daemon/status").status()).isEqualTo(401);
            assertThat(strict.get("/nowhere").status()).isEqualTo(401);
            assertThat(strict.get("/healthz").body()).isEqualTo("ok");
            assertThat(strict.ask("GET", "/api/daemon/status", "Authorization: Bearer " + strict.token() + "\n", "")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void takesATokenNowhereElse(@TempDir Path other) throws IOException {
        try (TestServer strict = TestServer.started(other, "{\"http\":{\"auth\":\"token\"}}")) {
            String token = strict.token();
            for (String name : new String[] {"token", "access_token", "authorization"}) {
                assertThat(strict.get("/api/daemon/status?" + name + "=" + token)
                                .status())
                        .isEqualTo(401);
            }
            for (String headers : new String[] {
                "Cookie: token=" + token + "\n",
                "X-Control-Token: " + token + "\n",
                "Proxy-Authorization: Bearer " + token + "\n",
                "Authorization: Bearer x\nAuthorization: Bearer " + token + "\n",
                "Authorization: Bearer " + token + "\nAuthorization: Bearer x\n",
                "Authorization: " + token + "\n",
            }) {
                assertThat(strict.ask("GET", "/api/daemon/status", headers, "").status())
                        .as(headers)
                        .isEqualTo(401);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/daemon/sessions/s-1, '', token of s-1, 200",
        "GET, /api/daemon/sessions/s-1, '', control, 200",
        "GET, /api/daemon/sessions/s-1, '', '', 401",
        "GET, /api/daemon/sessions/s-1, '', token of s-2, 401",
        "GET, /api/daemon/sessions/s-2, '', token of s-1, 401",
        "GET, /api/daemon/sessions/s-1/events, '', token of s-1, 401",
        "GET, /api/daemon/sessions/s-1%2Frecord, '', token of s-1, 401",
        "GET, /api/daemon/sessions, '', token of s-1, 401",
        "POST, /api/daemon/sessions/s-1/stop, '', token of s-1, 401",
        "POST, /api/daemon/stop, '', token of s-1, 401",
        "GET, /api/daemon/sessions/s-1, http://localhost, token of s-1, 401",
    })
    void aWorkerReadsTheDetailOfItsOwnSession(
            String method, String path, String origin, String credential, int status, @TempDir Path other)
            throws IOException {
        try (TestServer strict = TestServer.started(other, "{\"http\":{\"auth\":\"token\"}}")) {
            strict.sessions.details.put("s-1", Json.read("{\"sessionId\":\"s-1\"}", SessionDetail.class));
            String token = credential.equals("control") ? strict.token() : credential;
            String headers = (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\n")
                    + (origin.isEmpty() ? "" : "Origin: " + origin + "\n");
            assertThat(strict.ask(method, path, headers, "").status()).isEqualTo(status);
        }
    }
}
