package dev.donmai.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.donmai.lifecycle.DaemonState;
import dev.donmai.lifecycle.DrainOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlServerTest {

    @TempDir
    Path home;

    @Test
    void saysWhereItListensUntilItStops() throws IOException {
        TestServer server = TestServer.started(home);
        Path file = home.resolve("daemon.addr");
        assertThat(server.bound.hostAndPort()).startsWith("127.0.0.1:");
        assertThat(file).hasContent(server.bound.hostAndPort());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        int port = server.port();
        server.close();

        assertThat(file).doesNotExist();
        assertThat(server.bound.hostAndPort()).isEmpty();
        assertThatThrownBy(() -> new RawClient(port)).isInstanceOf(IOException.class);
    }

    @Test
    void saysWhoMayHaveThePort() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(other.getLocalPort());
            TestServer server = new TestServer(home, "{}", "", port);
            assertThatThrownBy(server.server::start)
                    .hasMessageStartingWith("listen \"127.0.0.1:" + port + "\": Address already in use")
                    .hasMessageContaining("--port");
            assertThat(home.resolve("daemon.addr")).doesNotExist();
        }
    }

    @Test
    void refusesToListenToTheWorldWithoutToken() {
        TestServer server = new TestServer(home, "{}", "0.0.0.0", "0");
        assertThatThrownBy(server.server::start)
                .hasMessageStartingWith("listen \"0.0.0.0:0\": ")
                .hasMessageContaining("http.auth: token");
    }

    @Test
    void listensToTheWorldWithToken() throws IOException {
        TestServer server = new TestServer(home, "{\"http\":{\"auth\":\"token\"}}", "0.0.0.0", "0");
        server.server.start();
        try (server;
                RawClient client = server.client()) {
            assertThat(client.send("GET /healthz HTTP/1.1\nHost: 192.0.2.7:1\n\n")
                            .answer()
                            .status())
                    .isEqualTo(200);
            assertThat(client.send("GET /healthz HTTP/1.1\nHost: rebound.example\n\n")
                            .answer()
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void opensNoPortWhenOff() throws IOException {
        Files.writeString(home.resolve("daemon.addr"), "127.0.0.1:1\n");
        TestServer server = new TestServer(home, "{\"http\":{\"port\":\"off\"}}", "", "");
        server.server.start();
        assertThat(server.bound.hostAndPort()).isEmpty();
        assertThat(home.resolve("daemon.addr")).doesNotExist();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"seven", "-1", "65536", "7734x"})
    void refusesAnImpossiblePort(String port) {
        TestServer server = new TestServer(home, "{\"http\":{\"port\":\"" + port + "\"}}", "", "");
        assertThatThrownBy(server.server::start)
                .hasMessage("http.port: \"" + port + "\" is not a port; give 1 to 65535, \"auto\" or \"off\"");
    }

    @Test
    void answersThatItIsStarting() throws IOException {
        try (TestServer server = TestServer.started(home)) {
            server.lifecycle.state = DaemonState.STARTING;
            RawClient.Answer answer = server.get("/api/daemon/status");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("1");
            assertThat(answer.body()).isEqualTo("{\"error\":\"daemon is still starting\",\"status\":\"starting\"}\n");
            assertThat(server.get("/nowhere").status()).isEqualTo(503);
            assertThat(server.get("/healthz").body()).isEqualTo("ok");
        }
    }

    @Test
    void keepsServingWhileDraining() throws IOException {
        try (TestServer server = TestServer.started(home)) {
            server.lifecycle.state = DaemonState.DRAINING;
            assertThat(server.get("/api/daemon/status").body()).contains("\"status\":\"draining\"");
        }
    }

    @Test
    void letsAnOpenRequestEndBeforeItStops() throws Exception {
        TestServer server = TestServer.started(home);
        try (RawClient client = server.client()) {
            client.send("POST /api/daemon/drain HTTP/1.1\nHost: localhost\nContent-Length: 13\n\n{\"wait\":true}");
            org.awaitility.Awaitility.await().until(() -> !server.lifecycle.asked.isEmpty());
            Thread stopping = Thread.ofVirtual().start(server::close);
            server.lifecycle.drained.complete(new DrainOutcome.Drained());
            assertThat(client.answer().body()).contains("\"message\":\"drained (timeout 10m0s)\"");
            stopping.join();
        }
    }
}
