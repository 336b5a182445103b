package dev.donmai.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.itests.support.ControlApi.Answer;
import dev.donmai.itests.support.Processes;
import dev.donmai.itests.support.RawAnswer;
import dev.donmai.itests.support.RawConnection;
import dev.donmai.itests.support.RawRequest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** More than anybody needs. */
class OversizeAttackIT {

    private static final String CAPACITY = "/api/daemon/capacity";
    private static final String SESSIONS = "/api/daemon/sessions";

    private static final int MIB = 1 << 20;

    /** Far above what a daemon needs, far below what is thrown at it. */
    private static final long MOST_MB = 300;

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
    void theDaemonIsWell() {
        assertThat(daemon.home().api().get("/api/daemon/status").status()).isEqualTo(200);
        assertThat(daemon.home().api().sessions()).isEmpty();
        assertThat(Processes.peakMb(daemon.process().pid())).isLessThan(MOST_MB);
    }

    @Test
    @Proves("limits/body-size")
    void aBodyThatIsAnnounced() {
        for (String path : List.of(CAPACITY, SESSIONS, "/api/daemon/drain", "/api/daemon/sessions/x/stop")) {
            Answer answer =
                    RawRequest.post(daemon.home().api(), path, blanks(MIB + 1)).send();
            assertThat(answer.status()).as(path).isEqualTo(413);
            assertThat(answer.error()).isEqualTo("request body too large");
        }
    }

    /** Nothing of it is read, so nothing of it needs to come. */
    @Test
    @Proves("limits/body-size")
    void aBodyThatIsOnlyAnnounced() {
        for (long length : new long[] {MIB + 1L, 1L << 31, 1L << 40, Long.MAX_VALUE}) {
            try (RawConnection connection = RawConnection.to(daemon.address())) {
                RawAnswer answer = connection
                        .send(head(CAPACITY, "Content-Length: " + length))
                        .answer();
                assertThat(answer.status()).as("%s bytes", length).isEqualTo(413);
            }
        }
    }

    @Test
    @Proves("limits/body-size")
    void aBodyWhoseSenderWaitsToBeToldToGoOn() {
        try (RawConnection connection = RawConnection.to(daemon.address())) {
            RawAnswer answer = connection
                    .send(head(CAPACITY, "Content-Length: " + (2 * MIB) + "\r\nExpect: 100-continue"))
                    .answer();
            assertThat(answer.status()).isEqualTo(413);
        }
    }

    @Test
    @Proves("limits/body-size")
    void aBodyOfExactlyTheLimitIsRead() {
        String json = "{\"key\":\"capacity.poolMaxDiskGb\",\"value\":\"1\"}";
        Answer answer = RawRequest.post(daemon.home().api(), CAPACITY, json + blanks(MIB - json.length()))
                .send();
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    @Proves("limits/body-size")
    void aBodyInChunks() {
        try (RawConnection connection = RawConnection.to(daemon.address())) {
            connection.send(head(CAPACITY, "Transfer-Encoding: chunked"));
            byte[] chunk =
                    ("10000\r\n" + blanks(1 << 16) + "\r\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            for (int sent = 0; sent <= MIB && connection.trySend(chunk); sent += 1 << 16) {
                assertThat(chunk).isNotEmpty();
            }
            assertThat(connection.answer().status()).isEqualTo(413);
        }
    }

    /** The server stops it, not the sender. */
    @Test
    @Proves("limits/body-size")
    void chunksWithoutEnd() {
        try (RawConnection connection = RawConnection.to(daemon.address())) {
            connection.send(head(SESSIONS, "Transfer-Encoding: chunked"));
            byte[] chunk =
                    ("10000\r\n" + blanks(1 << 16) + "\r\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            int most = 4096;
            int chunks = 0;
            while (chunks < most && connection.trySend(chunk)) {
                chunks++;
            }
            assertThat(chunks).as("chunks of 64 KiB that were taken").isLessThan(most);
        }
    }

    @Test
    @Proves("limits/body-size")
    void chunksOfOneByteWithLongExtensions() {
        try (RawConnection connection = RawConnection.to(daemon.address())) {
            connection.send(head(SESSIONS, "Transfer-Encoding: chunked"));
            byte[] chunk =
                    ("1;x=" + "y".repeat(1 << 16) + "\r\n \r\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            int most = 4096;
            int chunks = 0;
            while (chunks < most && connection.trySend(chunk)) {
                chunks++;
            }
            assertThat(chunks).as("chunks that were taken").isLessThan(most);
        }
    }

    @Test
    @Proves("1/header-limit")
    void aHeaderBomb() {
        for (String headers :
                List.of("X: " + "y".repeat(2 * MIB), "X: y\r\n".repeat(400_000).strip(), "y".repeat(2 * MIB) + ": x")) {
            try (RawConnection connection = RawConnection.to(daemon.address())) {
                connection.send("GET /healthz HTTP/1.1\r\nHost: " + daemon.address() + "\r\n" + headers + "\r\n\r\n");
                assertThat(connection.answer().status()).isEqualTo(431);
            }
        }
    }

    @Test
    void aTargetWithoutEnd() {
        try (RawConnection connection = RawConnection.to(daemon.address())) {
            connection.send("GET /" + "a".repeat(2 * MIB) + " HTTP/1.1\r\nHost: " + daemon.address() + "\r\n\r\n");
            assertThat(connection.answer().status()).isIn(400, 414, 431);
        }
    }

    @Test
    @Proves("limits/nesting")
    void deepJson() {
        for (String open : List.of("[", "{\"a\":")) {
            for (int depth : new int[] {65, 1000, 100_000}) {
                String body = "{\"sessionId\":\"x\",\"y\":" + open.repeat(depth);
                Answer answer =
                        RawRequest.post(daemon.home().api(), SESSIONS, body).send();
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.error()).startsWith("invalid body: ").hasSizeLessThan(500);
            }
        }
    }

    @Test
    @Proves("limits/nesting")
    void jsonThatIsDeepEnoughForAnybody() {
        int depth = 62;
        String body = "{\"key\":\"capacity.poolMaxDiskGb\",\"value\":\"1\",\"y\":" + "[".repeat(depth)
                + "]".repeat(depth) + "}";
        assertThat(RawRequest.post(daemon.home().api(), CAPACITY, body).send().status())
                .isEqualTo(200);
    }

    @Test
    void numbersNamesAndTextsWithoutEnd() {
        for (String body : List.of(
                "{\"sessionId\":" + "9".repeat(900_000) + "}",
                "{\"maxDurationSeconds\":1e" + "9".repeat(900_000) + "}",
                "{\"maxDurationSeconds\":" + "9".repeat(900_000) + "}",
                "{\"" + "n".repeat(900_000) + "\":1}",
                "{\"sessionId\":\"" + "x".repeat(900_000) + "\",\"repository\":\"sample\"}",
                "{\"sessionId\":\"x\",\"repository\":\"sample\",\"env\":{\"" + "V".repeat(900_000) + "=\":\"\"}}")) {
            Answer answer = RawRequest.post(daemon.home().api(), SESSIONS, body).send();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).as("the answer does not repeat it all").hasSizeLessThan(10_000);
        }
    }

    private static String head(String path, String headers) {
        return "POST " + path + " HTTP/1.1\r\nHost: " + daemon.address() + "\r\nContent-Type: application/json\r\n"
                + headers + "\r\n\r\n";
    }

    private static String blanks(int count) {
        return " ".repeat(count);
    }
}
