package dev.donmai.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.itests.support.DaemonHome;
import dev.donmai.itests.support.DaemonProcess;
import dev.donmai.itests.support.RawAnswer;
import dev.donmai.itests.support.RawConnection;
import dev.donmai.itests.support.RawRequest;
import dev.donmai.itests.support.Specs;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who has no token, or may not read it. */
class TokenAttackIT {

    private static final List<String> ROUTES = List.of(
            "GET /api/daemon/status",
            "GET /api/daemon/sessions",
            "GET /api/daemon/sessions/x",
            "GET /api/daemon/stats?pool=true",
            "GET /api/daemon/doctor",
            "GET /api/daemon/providers",
            "GET /api/daemon/workareas",
            "GET /api/daemon/nothing",
            "POST /api/daemon/pause",
            "POST /api/daemon/capacity",
            "DELETE /api/daemon/status",
            "OPTIONS /api/daemon/status",
            "GET //api/daemon/status");

    private static LiveDaemon daemon;
    private static String token;

    @BeforeAll
    static void start() {
        daemon = LiveDaemon.in(Situation.TOKEN);
        token = LiveDaemon.token(daemon.home());
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    @Test
    @Proves("access/token-mode")
    void theTokenOpensAndHealthzNeedsNone() {
        assertThat(ask("GET /api/daemon/status", "Bearer " + token).status()).isEqualTo(200);
        assertThat(ask("GET /api/daemon/status", "bearer " + token).status()).isEqualTo(200);
        assertThat(RawRequest.get(daemon.home().api(), "/healthz").exchange().body())
                .isEqualTo("ok");
    }

    @Test
    @Proves("access/token-mode")
    void tokenMissing() {
        for (String route : ROUTES) {
            assertRefused(request(route).exchange(), route);
        }
    }

    @Test
    @Proves("access/token-where")
    void tokenWrong() {
        String other = token.substring(0, token.length() - 1) + (token.endsWith("a") ? "b" : "a");
        for (String value : List.of(
                "Bearer " + other,
                "Bearer " + token.toUpperCase(Locale.ROOT) + "x",
                "Bearer x",
                "Bearer",
                "Bearer ",
                "")) {
            assertRefused(ask("GET /api/daemon/status", value), value);
            assertRefused(ask("POST /api/daemon/pause", value), value);
        }
    }

    @Test
    @Proves("access/token-where")
    void tokenThatIsAPrefixOrLonger() {
        for (int length = 0; length < token.length(); length++) {
            assertRefused(ask("GET /api/daemon/status", "Bearer " + token.substring(0, length)), "of length " + length);
        }
        assertRefused(ask("GET /api/daemon/status", "Bearer " + token + token), "twice");
        assertRefused(ask("GET /api/daemon/status", "Bearer " + token + " x"), "and more");
        assertRefused(ask("GET /api/daemon/status", "Bearer x " + token), "after more");
    }

    @Test
    @Proves("access/token-where")
    void tokenInTheUrl() {
        for (String query : List.of("token", "access_token", "authorization", "control_token", "bearer")) {
            assertRefused(
                    request("GET /api/daemon/status?" + query + "=" + token).exchange(), query);
        }
        assertThat(request("GET http://x:" + token + "@" + daemon.address() + "/api/daemon/status")
                        .exchange()
                        .status())
                .isIn(400, 401, 403);
    }

    @Test
    @Proves("access/token-where")
    void tokenInACookieOrAnotherHeader() {
        for (String header : List.of("Cookie", "X-Control-Token", "Proxy-Authorization", "X-Authorization")) {
            String value = header.equals("Cookie") ? "token=" + token : "Bearer " + token;
            assertRefused(
                    request("GET /api/daemon/status").header(header, value).exchange(), header);
        }
    }

    @Test
    @Proves("access/token-where")
    void tokenOfAnotherScheme() {
        String basic = Base64.getEncoder().encodeToString((":" + token).getBytes(StandardCharsets.US_ASCII));
        for (String value : List.of(
                "Basic " + basic,
                "Basic " + token,
                "Token " + token,
                "Digest " + token,
                token,
                "Bearer=" + token,
                "Bearer:" + token)) {
            assertRefused(ask("GET /api/daemon/status", value), value);
        }
    }

    /** Whoever checks the first and whoever uses the last would disagree. */
    @Test
    @Proves("access/token-where")
    void tokenInASecondAuthorization() {
        try (RawConnection connection = RawConnection.to(daemon.address())) {
            RawAnswer answer = connection
                    .send("GET /api/daemon/status HTTP/1.1\r\nHost: " + daemon.address()
                            + "\r\nAuthorization: Bearer x\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                    .answer();
            assertThat(answer.status()).isIn(400, 401);
        }
    }

    @Test
    @Proves({"access/token-file", "1/discoverable"})
    void anotherUserOfTheMachineReadsNothing() throws IOException {
        try (DaemonHome home = DaemonHome.open()) {
            // The daemon makes the directory itself.
            Path state = home.temporary().resolve("fresh");
            home.variable("DONMAI_STATE_HOME", state.toString())
                    .foreignWorker()
                    .project("sample", "file:///srv/x", "shallow");
            home.writeConfig();
            DaemonProcess process =
                    home.launch("--config", home.state().resolve("daemon.yaml").toString());
            process.awaitListening();
            process.api().accept(Specs.foreign("s-1", "sample", Situation.ENDLESS));
            assertThat(mode(state)).isEqualTo("rwx------");
            for (String file :
                    List.of("control.token", "daemon.addr", "daemon.lock", "state.mv", "sessions/s-1/session.json")) {
                assertThat(mode(state.resolve(file))).as(file).isEqualTo("rw-------");
            }
            assertThat(mode(state.resolve("sessions"))).isEqualTo("rwx------");
            assertThat(state.resolve("daemon.addr")).hasContent(process.api().address());
            assertThat(process.api().post("/api/daemon/sessions/s-1/stop").status())
                    .isEqualTo(200);
            process.kill();
        }
    }

    @Test
    @Proves("access/socket")
    void theSocketIsForItsOwner() throws IOException {
        try (DaemonHome home = DaemonHome.open()) {
            Path socket = home.temporary().resolve("donmai.sock");
            home.config().withObject("http").put("socket", socket.toString());
            home.start();
            assertThat(mode(socket)).isEqualTo("rw-------");
            String answer = overSocket(socket, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(answer).startsWith("HTTP/1.1 200").endsWith("ok");
            assertThat(overSocket(
                            socket, "GET /healthz HTTP/1.1\r\nHost: attacker.example\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 403");
        }
    }

    private static String overSocket(Path socket, String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(1 << 16);
            while (channel.read(answer) >= 0) {
                assertThat(answer.hasRemaining()).isTrue();
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
        }
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static RawAnswer ask(String route, String authorization) {
        return request(route).header("Authorization", authorization).exchange();
    }

    private static RawRequest request(String route) {
        int blank = route.indexOf(' ');
        return RawRequest.of(daemon.address(), route.substring(0, blank), route.substring(blank + 1));
    }

    private static void assertRefused(RawAnswer answer, String what) {
        assertThat(answer.status()).as(what).isEqualTo(401);
        assertThat(answer.error()).isEqualTo("missing or invalid control token");
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer");
    }
}
