package dev.donmai.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.itests.support.RawAnswer;
import dev.donmai.itests.support.RawConnection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests that two programs could read in two ways. Behind each hides another request, a pause; it must never be served.
 */
class FramingAttackIT {

    private static LiveDaemon daemon;

    @BeforeAll
    static void start() {
        daemon = LiveDaemon.in(Situation.RUNNING);
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    @AfterEach
    void theHiddenRequestWasNotServed() {
        String status = daemon.home()
                .api()
                .get("/api/daemon/status")
                .json()
                .path("status")
                .asText();
        // The next test begins with a daemon that is ready again.
        daemon.home().api().post("/api/daemon/resume");
        assertThat(status).isEqualTo("ready");
    }

    static Stream<Named<String>> twoLengths() {
        return Stream.of(
                Named.of("CL and TE", "Content-Length: 5\r\nTransfer-Encoding: chunked"),
                Named.of("TE and CL", "Transfer-Encoding: chunked\r\nContent-Length: 5"),
                Named.of("two lengths", "Content-Length: 5\r\nContent-Length: 0"),
                Named.of("two lengths in one", "Content-Length: 5, 0"),
                Named.of("a negative length", "Content-Length: -1"),
                Named.of("a length with a sign", "Content-Length: +5"),
                Named.of("a length with letters", "Content-Length: 5x"),
                Named.of("a hexadecimal length", "Content-Length: 0x5"),
                Named.of("a length beyond 64 bits", "Content-Length: 99999999999999999999"),
                Named.of("an empty length", "Content-Length:"),
                Named.of("a length after a blank", "Content-Length : 5"),
                Named.of("an unknown encoding", "Transfer-Encoding: xchunked"),
                Named.of("an encoding that is not the last", "Transfer-Encoding: chunked, identity"),
                Named.of("two encodings", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity"),
                Named.of("an encoding in a second line", "Transfer-Encoding:\r\n chunked\r\nContent-Length: 5"),
                Named.of("a NUL in a name", "Transfer\0-Encoding: chunked\r\nContent-Length : 5"),
                Named.of("a header folded over two lines", "X-Folded: a\r\n b\r\nContent-Length: 0"),
                Named.of("a header without a colon", "Content-Length 5\r\nContent-Length: 0"),
                Named.of("a lone CR", "X: a\rContent-Length: 5\r\nContent-Length: 0"));
    }

    @ParameterizedTest
    @MethodSource("twoLengths")
    @Proves("limits/framing")
    void aLengthThatCanBeReadInTwoWays(String headers) {
        try (RawConnection connection = RawConnection.to(daemon.address())) {
            connection.send("POST /api/daemon/resume HTTP/1.1\r\nHost: " + daemon.address() + "\r\n" + headers
                    + "\r\n\r\n0\r\n\r\n" + hidden());
            assertRefusedAndClosed(connection);
        }
    }

    static Stream<Named<String>> chunks() {
        return Stream.of(
                Named.of("a negative size", "-1\r\n"),
                Named.of("a size with a prefix", "0x2\r\n{}\r\n0\r\n\r\n"),
                Named.of("a size beyond 64 bits", "fffffffffffffffff\r\n"),
                Named.of("a size that is none", "zz\r\n{}\r\n0\r\n\r\n"),
                Named.of("no line end after the size", "2{}\r\n0\r\n\r\n"),
                Named.of("no line end after the chunk", "2\r\n{}0\r\n\r\n"));
    }

    @ParameterizedTest
    @MethodSource("chunks")
    @Proves("limits/framing")
    void aChunkThatIsNone(String body) {
        try (RawConnection connection = RawConnection.to(daemon.address())) {
            connection.send("POST /api/daemon/capacity HTTP/1.1\r\nHost: " + daemon.address()
                    + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + body + hidden());
            String all = connection.readUntil("no such text");
            assertThat(all).doesNotContain("paused");
        }
    }

    @Test
    @Proves("limits/framing")
    void chunkExtensionsAndTrailersAreNoBody() {
        try (RawConnection connection = RawConnection.to(daemon.address())) {
            String json = "{\"key\":\"capacity.poolMaxDiskGb\",\"value\":\"9\"}";
            RawAnswer answer = connection
                    .send("POST /api/daemon/capacity HTTP/1.1\r\nHost: " + daemon.address()
                            + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + Integer.toHexString(json.length()) + ";x=\"POST /api/daemon/pause\";y\r\n" + json
                            + "\r\n0\r\nContent-Length: 99\r\nAuthorization: Bearer x\r\n\r\n")
                    .answer();
            assertThat(answer.status()).isIn(200, 400);
        }
    }

    /** The rest of a body that was not read is not the next request. */
    @Test
    @Proves("limits/framing")
    void anUnreadBodyIsNoRequest() {
        try (RawConnection connection = RawConnection.to(daemon.address())) {
            String hidden = hidden();
            connection.send("POST /api/daemon/pool/evict HTTP/1.1\r\nHost: " + daemon.address() + "\r\nContent-Length: "
                    + hidden.length() + "\r\n\r\n" + hidden + "GET /healthz HTTP/1.1\r\nHost: " + daemon.address()
                    + "\r\nConnection: close\r\n\r\n");
            assertThat(connection.answer().status()).isEqualTo(501);
            assertThat(connection.readUntil("no such text")).doesNotContain("paused");
        }
    }

    @Test
    @Proves("limits/framing")
    void bareLineFeeds() {
        try (RawConnection connection = RawConnection.to(daemon.address())) {
            connection.send("POST /api/daemon/resume HTTP/1.1\nHost: " + daemon.address() + "\nContent-Length: 0\n\n"
                    + hidden().replace("\r\n", "\n"));
            assertRefusedAndClosed(connection);
        }
    }

    @Test
    @Proves("access/one-host")
    void twoHosts() {
        for (List<String> hosts : List.of(
                List.of(daemon.address(), "attacker.example"),
                List.of("attacker.example", daemon.address()),
                List.of(daemon.address(), daemon.address()))) {
            try (RawConnection connection = RawConnection.to(daemon.address())) {
                RawAnswer answer = connection
                        .send("GET /api/daemon/status HTTP/1.1\r\nHost: " + hosts.getFirst() + "\r\nHost: "
                                + hosts.getLast() + "\r\n\r\n")
                        .answer();
                assertThat(answer.status()).as("%s", hosts).isIn(400, 403);
            }
        }
    }

    @Test
    @Proves("access/one-host")
    void noHost() {
        for (String request : List.of(
                "GET /api/daemon/status HTTP/1.1\r\n\r\n",
                "GET /api/daemon/status HTTP/1.1\r\nHost:\r\n\r\n",
                "GET /api/daemon/status HTTP/1.0\r\n\r\n",
                "POST /api/daemon/pause HTTP/1.0\r\nContent-Length: 0\r\n\r\n")) {
            try (RawConnection connection = RawConnection.to(daemon.address())) {
                assertThat(connection.send(request).answer().status())
                        .as(request)
                        .isIn(400, 403, 505);
            }
        }
    }

    /** The target's host counts, whatever the header says. */
    @Test
    @Proves({"access/one-host", "access/host"})
    void anAbsoluteTargetWithAForeignHost() {
        for (String target : List.of(
                "http://attacker.example/api/daemon/status",
                "http://attacker.example:80/api/daemon/status",
                "https://attacker.example/api/daemon/status",
                "http://" + daemon.address() + "@attacker.example/api/daemon/status",
                "//attacker.example/api/daemon/status")) {
            for (String host : List.of(daemon.address(), "attacker.example")) {
                try (RawConnection connection = RawConnection.to(daemon.address())) {
                    RawAnswer answer = connection
                            .send("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                            .answer();
                    assertThat(answer.status())
                            .as(target + " with Host " + host)
                            .isIn(301, 400, 403, 404);
                    assertThat(answer.body()).doesNotContain("uptimeSeconds");
                    assertThat(answer.header("Location").orElse("")).doesNotContain("attacker.example:", "//");
                }
            }
        }
    }

    @Test
    @Proves("limits/framing")
    void methodsOfProxies() {
        for (String request : List.of(
                "CONNECT attacker.example:443 HTTP/1.1\r\nHost: attacker.example:443\r\n\r\n",
                "CONNECT " + daemon.address() + " HTTP/1.1\r\nHost: " + daemon.address() + "\r\n\r\n",
                "TRACE /api/daemon/status HTTP/1.1\r\nHost: " + daemon.address()
                        + "\r\nAuthorization: Bearer secret\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: " + daemon.address() + "\r\n\r\n",
                "PRI * HTTP/1.1\r\nHost: " + daemon.address() + "\r\n\r\n")) {
            try (RawConnection connection = RawConnection.to(daemon.address())) {
                RawAnswer answer = connection.send(request).answer();
                assertThat(answer.status()).as(request).isIn(400, 403, 404, 405, 426, 501);
                assertThat(answer.body()).doesNotContain("secret");
            }
        }
    }

    @Test
    @Proves({"1/http-1-only", "limits/framing"})
    void theBeginningOfHttp2AndOfTls() {
        for (String opening : List.of(
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0",
                "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003",
                "GET /healthz HTTP/3\r\nHost: " + daemon.address() + "\r\n\r\n",
                "GET /healthz\r\n\r\n",
                "\r\n\r\n\r\n\0\r\n\r\n")) {
            try (RawConnection connection = RawConnection.to(daemon.address())) {
                String all = connection.send(opening).endOfInput().readUntil("no such text");
                assertThat(all)
                        .satisfiesAnyOf(
                                text -> assertThat(text).isEmpty(),
                                text -> assertThat(text).isEqualTo("(reset)"),
                                text -> assertThat(text).matches("(?s)HTTP/1\\.1 (400|426|505) .*"));
            }
        }
    }

    @Test
    @Proves("1/http-1-only")
    void anOfferToUpgradeIsNotTaken() {
        try (RawConnection connection = RawConnection.to(daemon.address())) {
            RawAnswer answer = connection
                    .send(
                            "GET /healthz HTTP/1.1\r\nHost: " + daemon.address()
                                    + "\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n")
                    .answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("ok");
        }
    }

    private static String hidden() {
        return "POST /api/daemon/pause HTTP/1.1\r\nHost: " + daemon.address()
                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    }

    private static void assertRefusedAndClosed(RawConnection connection) {
        String all = connection.readUntil("no such text");
        assertThat(all).startsWith("HTTP/1.1 4").doesNotContain("paused");
        assertThat(all.split("HTTP/1\\.1 ", -1)).as("answers in: %s", all).hasSize(2);
    }
}
