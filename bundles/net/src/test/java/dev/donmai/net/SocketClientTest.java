package dev.donmai.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.donmai.model.Json;
import dev.donmai.net.WebException.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketClientTest {

    private static final URI URI_OF_STATUS = URI.create("http://localhost/status?a=b%20c");

    @TempDir
    Path directory;

    private Path socket = Path.of("/");
    private WebClient client = new WebClient("unused");

    @BeforeEach
    void makeClient() {
        client.close();
        socket = directory.resolve("s");
        client = WebClient.onSocket("donmai/1", socket);
    }

    @AfterEach
    void close() {
        client.close();
    }

    private WebException failure(WebRequest request) {
        return catchThrowableOfType(WebException.class, () -> client.send(request));
    }

    @Test
    void sendsARequestAndReadsItsReply() throws Exception {
        try (SocketPeer peer = new SocketPeer(
                socket,
                "HTTP/1.1 202 Accepted\r\nX-A: 1\r\nx-a: 2\r\nContent-Length: 11\r\n\r\n{\"a\":\"é\"}\n and more")) {
            WebReply reply = client.send(WebRequest.post(URI_OF_STATUS)
                    .json(Json.object().put("b", "ü"))
                    .bearer("t"));

            assertThat(reply.status()).isEqualTo(202);
            assertThat(reply.header("X-A")).contains("1");
            assertThat(reply.bytes()).hasSize(11);
            assertThat(peer.request())
                    .startsWith("POST /status?a=b%20c HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n")
                    .contains(
                            "Authorization: Bearer t\r\n",
                            "Content-Type: application/json\r\n",
                            "User-Agent: donmai/1\r\n",
                            "Content-Length: 10\r\n")
                    .endsWith("\r\n\r\n{\"b\":\"ü\"}");
        }
    }

    @Test
    void saysThatAPostHasNoBody() throws Exception {
        try (SocketPeer peer = new SocketPeer(socket, "HTTP/1.1 204 No Content\r\n\r\n")) {
            assertThat(client.send(WebRequest.post(URI_OF_STATUS)).bytes()).isEmpty();
            assertThat(peer.request()).contains("Content-Length: 0\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\nT: 1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\nContent-Length: 3\r\n\r\n05\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.0 200\r\n\r\nhello",
                "HTTP/1.1 200 OK\n\nhello",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\nhello",
            })
    void findsTheEndOfABody(String reply) throws Exception {
        try (SocketPeer peer = new SocketPeer(socket, reply)) {
            assertThat(client.send(WebRequest.get(URI_OF_STATUS)).text()).isEqualTo("hello");
            assertThat(peer.request()).doesNotContain("Content-Length");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/2 200 OK\r\n\r\n",
                "SSH-2.0-OpenSSH\r\n\r\n",
                "HTTP/1.1 200 OK\r\n: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\nhello\r\n0\r\n\r\n",
            })
    void takesNoReplyThatIsCutOffOrNoneAtAll(String reply) throws Exception {
        try (SocketPeer peer = new SocketPeer(socket, reply)) {
            assertThat(failure(WebRequest.get(URI_OF_STATUS)).failure()).isEqualTo(Failure.BROKEN);
            assertThat(peer.request()).startsWith("GET ");
        }
    }

    @Test
    void readsNoHeadWithoutAnEnd() throws Exception {
        try (SocketPeer peer = new SocketPeer(
                socket, "HTTP/1.1 200 OK\r\n" + ("A: " + "x".repeat(1000) + "\r\n").repeat(70) + "\r\n")) {
            assertThat(failure(WebRequest.get(URI_OF_STATUS)))
                    .hasMessageContaining("the head of the reply is too long");
            assertThat(peer.request()).startsWith("GET ");
        }
    }

    @Test
    void tellsTheServersError() throws Exception {
        try (SocketPeer peer =
                new SocketPeer(socket, "HTTP/1.1 409 Conflict\r\nContent-Length: 16\r\n\r\n{\"error\":\"busy\"}")) {
            WebException refused = failure(WebRequest.get(URI_OF_STATUS));

            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.error()).isEqualTo("busy");
            assertThat(peer.request()).startsWith("GET ");
        }
    }

    @Test
    void readsNoMoreThanIsAllowed() throws Exception {
        try (SocketPeer peer = new SocketPeer(socket, "HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(10_000))) {
            assertThat(failure(WebRequest.get(URI_OF_STATUS).atMost(5000)).failure())
                    .isEqualTo(Failure.TOO_LARGE);
            assertThat(peer.request()).startsWith("GET ");
        }
    }

    @Test
    void streamsLinesAsTheyCome() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        SocketPeer.Answer answer = out -> {
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\none\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            await(first);
            out.write("3\r\ntwo\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        };
        try (SocketPeer peer = new SocketPeer(socket, answer);
                WebStream stream = client.stream(WebRequest.get(URI_OF_STATUS))) {
            assertThat(stream.line(100)).contains("one");
            first.countDown();
            assertThat(stream.line(100)).contains("two");
            assertThat(stream.line(100)).isEmpty();
            assertThat(peer.request()).startsWith("GET ");
        }
    }

    @Test
    void letsGoOfAStreamThatNobodyReads() throws Exception {
        try (SocketPeer peer = new SocketPeer(socket, SocketClientTest::writeForEver)) {
            client.stream(WebRequest.get(URI_OF_STATUS)).close();

            assertThat(peer.request()).startsWith("GET ");
            assertThat(peer.request()).isEqualTo("gone");
        }
    }

    @Test
    void letsGoOfEverythingWhenItIsClosed() throws Exception {
        try (SocketPeer peer = new SocketPeer(socket, SocketClientTest::writeForEver);
                WebStream stream = client.stream(WebRequest.get(URI_OF_STATUS))) {
            assertThat(stream.bytes()).isNotEmpty();

            client.close();

            assertThat(peer.request()).startsWith("GET ");
            assertThat(peer.request()).isEqualTo("gone");
        }
    }

    @Test
    void keepsToTheDeadline() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (SocketPeer peer = new SocketPeer(socket, out -> await(over))) {
            assertThat(failure(WebRequest.get(URI_OF_STATUS).within(Duration.ofMillis(50)))
                            .failure())
                    .isEqualTo(Failure.TIMEOUT);
            assertThat(peer.request()).startsWith("GET ");
        } finally {
            over.countDown();
        }
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        assertThat(failure(WebRequest.get(URI_OF_STATUS)).failure()).isEqualTo(Failure.UNREACHABLE);

        new SocketPeer(socket, "").close();
        assertThat(Files.exists(socket)).isTrue();
        assertThat(failure(WebRequest.get(URI_OF_STATUS)).failure()).isEqualTo(Failure.UNREACHABLE);
    }

    private static void writeForEver(OutputStream out) throws IOException {
        out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] some = new byte[64 * 1024];
        while (true) {
            out.write(some);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
