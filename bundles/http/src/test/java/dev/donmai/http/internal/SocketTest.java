package dev.donmai.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The control API on a Unix domain socket. */
class SocketTest {

    private static final String OFF = "{\"http\":{\"port\":\"off\",\"socket\":\"run/donmai.sock\"}}";

    @TempDir
    Path home;

    private Path socket() {
        return home.resolve("run/donmai.sock");
    }

    private TestServer started(String config, String port) throws IOException {
        TestServer server = new TestServer(home, config, "", port);
        server.server.start();
        return server;
    }

    private String ask(String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket()));
            channel.write(ByteBuffer.wrap(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(1 << 16);
            while (channel.read(answer) >= 0) {
                assertThat(answer.hasRemaining()).isTrue();
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
        }
    }

    private String get(String headers) throws IOException {
        return ask("GET /api/daemon/status HTTP/1.1\n" + headers + "Connection: close\n\n");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void standsInForThePort() throws IOException {
        try (TestServer server = started(OFF, "")) {
            assertThat(get("Host: localhost\n")).startsWith("HTTP/1.1 200").contains("\"status\":\"ready\"");
            assertThat(mode(socket())).isEqualTo("rw-------");
            assertThat(mode(home.resolve("run"))).isEqualTo("rwx------");
            assertThat(home.resolve("run")).isDirectoryContaining(path -> path.equals(socket()));
            assertThat(server.bound.hostAndPort()).isEmpty();
            assertThat(server.bound.socket()).isEqualTo(Optional.of(socket()));
            assertThat(home.resolve("daemon.addr")).hasContent("unix:" + socket());
        }
        assertThat(socket()).doesNotExist();
        assertThat(home.resolve("daemon.addr")).doesNotExist();
    }

    @Test
    void standsBesideThePort() throws IOException {
        try (TestServer server = started("{\"http\":{\"socket\":\"run/donmai.sock\"}}", "0")) {
            assertThat(get("Host: localhost\n")).startsWith("HTTP/1.1 200");
            assertThat(server.get("/api/daemon/status").status()).isEqualTo(200);
            assertThat(home.resolve("daemon.addr")).hasContent(server.bound.hostAndPort() + "\nunix:" + socket());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: localhost\n", "Host: donmai\n", "Host: d:80\n", "Host: 127.0.0.1\n"})
    void anyNameOfNoMachineWillDo(String host) throws IOException {
        try (TestServer server = started(OFF, "")) {
            assertThat(get(host)).startsWith("HTTP/1.1 200");
            assertThat(server.bound.counts().cut()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: attacker.example\n",
                "Host: 192.0.2.7\n",
                "Host: localhost\nOrigin: https://evil.example\n",
                "Host: localhost\nSec-Fetch-Site: cross-site\n",
            })
    void whatCameFromABrowserIsRefusedHereToo(String headers) throws IOException {
        try (TestServer server = started(OFF, "")) {
            assertThat(get(headers)).startsWith("HTTP/1.1 403");
            assertThat(get("Host: localhost\nOrigin: http://localhost\n")).startsWith("HTTP/1.1 401");
            assertThat(get("Host: localhost\nOrigin: http://localhost\nAuthorization: Bearer " + server.token() + "\n"))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void theTokenIsAskedForWhereEverybodyNeedsIt() throws IOException {
        String strict = "{\"http\":{\"port\":\"off\",\"socket\":\"run/donmai.sock\",\"auth\":\"token\"}}";
        try (TestServer server = started(strict, "")) {
            assertThat(get("Host: localhost\n")).startsWith("HTTP/1.1 401");
            assertThat(get("Host: localhost\nAuthorization: Bearer " + server.token() + "\n"))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aSocketThatNobodyAnswersOnIsReplaced() throws IOException {
        Files.createDirectories(home.resolve("run"));
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket()));
        }
        assertThat(socket()).exists();
        try (TestServer server = started(OFF, "")) {
            assertThat(get("Host: localhost\n")).startsWith("HTTP/1.1 200");
            assertThat(server.bound.socket()).isPresent();
        }
    }

    @Test
    void aSocketThatSomebodyAnswersOnIsNot() throws IOException {
        try (TestServer first = started(OFF, "")) {
            TestServer second = new TestServer(home.resolve("other"), OFF.replace("run/", home + "/run/"), "", "");
            Files.createDirectories(home.resolve("other"));
            assertThatThrownBy(second.server::start)
                    .hasMessageStartingWith("listen \"unix:" + socket() + "\": another program answers there");
            assertThat(get("Host: localhost\n")).startsWith("HTTP/1.1 200");
            assertThat(first.bound.socket()).isPresent();
        }
    }

    @Test
    void aFileThatIsNoSocketIsLeftAlone() throws IOException {
        Files.createDirectories(home.resolve("run"));
        Files.writeString(socket(), "precious");
        TestServer server = new TestServer(home, OFF, "", "");
        assertThatThrownBy(server.server::start).hasMessageContaining("is no socket; remove it");
        assertThat(socket()).hasContent("precious");
    }

    @Test
    void aPathThatIsTooLongIsRefused() {
        TestServer server = new TestServer(home, OFF.replace("run/", "r".repeat(90) + "/"), "", "");
        assertThatThrownBy(server.server::start).hasMessageContaining("is too long for a socket");
    }

    @Test
    void nothingStaysOpenWhenTheSocketCannotBeMade() throws IOException {
        Files.createDirectories(home.resolve("run"));
        Files.writeString(socket(), "precious");
        TestServer server = new TestServer(home, "{\"http\":{\"socket\":\"run/donmai.sock\"}}", "", "0");
        assertThatThrownBy(server.server::start).hasMessageContaining("is no socket");
        assertThat(server.bound.hostAndPort()).isEmpty();
        assertThat(home.resolve("daemon.addr")).doesNotExist();
    }

    @Test
    void nothingStaysOpenWhenTheSocketCannotBeTakenAway() throws IOException {
        TestServer server = started("{\"http\":{\"socket\":\"run/donmai.sock\"}}", "0");
        int port = server.port();
        Files.move(home.resolve("run"), home.resolve("moved"));
        Files.writeString(home.resolve("run"), "no directory any more");

        server.close();

        assertThatThrownBy(() -> new RawClient(port)).isInstanceOf(IOException.class);
    }
}
