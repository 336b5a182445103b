package dev.donmai.sessions.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Json;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.model.wire.SessionSpec;
import dev.donmai.sessions.SessionRequest;
import dev.donmai.store.OutboxItem;
import dev.donmai.store.OutboxItem.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the platform is told at the end of a session, with real processes as workers. */
class PlatformReportsTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path home;

    private Optional<TestRoom> room = Optional.empty();

    private TestRoom start(String script) throws IOException, InterruptedException {
        TestRoom started = TestRoom.start(home, List.of("/bin/sh", "-c", script));
        room = Optional.of(started);
        return started;
    }

    @AfterEach
    void endEverything() throws InterruptedException {
        if (room.isPresent()) {
            room.get().sessions().terminate(Duration.ZERO);
            room.get().sessions().stop();
        }
    }

    private static void accept(TestRoom room, String platform, Map<String, String> env) throws Exception {
        SessionDetail detail = Json.read(
                Json.object()
                        .put("sessionId", "s 1")
                        .put("platformUrl", platform)
                        .put("workerId", "wkr_1")
                        .toString(),
                SessionDetail.class);
        room.sessions()
                .accept(SessionRequest.claimed(
                        new SessionSpec("s 1", "demo", "", SessionSpec.Resources.NONE, env, 0), detail, ""));
    }

    private static List<OutboxItem> reports(TestRoom room) {
        await().atMost(LONG).until(() -> room.sessions().active() == 0);
        return room.outbox().items;
    }

    private static ObjectNode body(OutboxItem item) throws IOException {
        return Json.read(item.body(), ObjectNode.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            exit 7                  | failed (exit code 7)
            kill -9 $$              | signalled (signal 9)
            kill -9 $PPID; sleep 9  | wrapper-lost (unknown exit)
            """)
    void aWorkerThatDiedWithoutAResultHasFailed(String death, String how) throws Exception {
        TestRoom room = start("echo one >&2; echo \"key $API_KEY\" >&2; " + death);
        accept(room, "https://platform.example/", Map.of("API_KEY", "hunter2-secret"));
        List<OutboxItem> reports = reports(room);
        assertThat(reports).extracting(OutboxItem::kind).containsExactly(Kind.COMPLETION, Kind.STATUS);
        String error = "the worker ended without a result: " + how + "; its last words:\none\nkey [redacted]";
        assertThat(body(reports.get(0)))
                .isEqualTo(Json.object().put("workerId", "wkr_1").put("summary", "Session failed: " + error));
        ObjectNode status = Json.object().put("workerId", "wkr_1").put("status", "failed");
        status.putObject("error").put("message", error);
        assertThat(body(reports.get(1))).isEqualTo(status);
        assertThat(reports.get(1).platform()).isEqualTo("https://platform.example");
        assertThat(reports.get(1).path()).isEqualTo("/api/sessions/s%201/status");
        assertThat(reports.get(0).key()).isEqualTo(reports.get(1).key()).startsWith("s%201-");
    }

    @Test
    void anotherProgramThatEndsWellHasReportedByItself() throws Exception {
        TestRoom room = start("exit 0");
        accept(room, "https://platform.example", Map.of());
        assertThat(reports(room)).isEmpty();
    }

    @Test
    void withoutAPlatformNobodyIsTold() throws Exception {
        TestRoom room = start("exit 7");
        accept(room, "", Map.of());
        assertThat(reports(room)).isEmpty();
    }

    private static String result(String members) {
        return "{" + members + "\"idempotencyKey\":\"s-key\",\"completion\":{\"summary\":\"x\"},"
                + "\"status\":{\"workerId\":\"wkr_1\",\"status\":\"completed\"},\"result\":{},\"commits\":[],\"changes\":[]}";
    }

    @ParameterizedTest
    @CsvSource({
        "'\"delivered\":false,', 2",
        "'\"delivered\":false,\"completionDelivered\":true,', 1",
        "'\"delivered\":true,', 0"
    })
    void theRestOfAResultIsHandedOver(String members, int left) throws Exception {
        TestRoom room = start("printf %s \"$RESULT\" > \"$DIRECTORY/result.json\"; exit 0");
        accept(
                room,
                "https://platform.example",
                Map.of(
                        "RESULT",
                        result(members),
                        "DIRECTORY",
                        room.directory("s 1").toString()));
        List<OutboxItem> reports = reports(room);
        assertThat(reports)
                .hasSize(left)
                .allSatisfy(report -> assertThat(report.key()).isEqualTo("s-key"));
        if (left > 0) {
            assertThat(reports.getLast().kind()).isEqualTo(Kind.STATUS);
            assertThat(reports.getLast().body()).isEqualTo("{\"workerId\":\"wkr_1\",\"status\":\"completed\"}");
        }
    }

    @Test
    void withoutRoomTheSessionStaysUnfinishedAndKeepsItsSlot() throws Exception {
        TestRoom room = start("exit 7");
        room.outbox().full = true;
        accept(room, "https://platform.example", Map.of());
        Path exit = room.directory("s 1").resolve("exit.json");
        await().atMost(LONG).until(() -> Files.exists(exit));
        assertThat(room.directory("s 1").resolve("record.json")).doesNotExist();
        assertThat(room.sessions().active()).isEqualTo(1);
        room.outbox().full = false;
        assertThat(reports(room)).hasSize(2);
        assertThat(room.directory("s 1").resolve("record.json")).exists();
    }

    @Test
    void whatAKilledDaemonHadNoTimeToForgetTheNextOneForgets() throws Exception {
        TestRoom first = start("exit 7");
        accept(first, "", Map.of("TOKEN", "swordfish"));
        await().atMost(LONG).until(() -> first.sessions().active() == 0);
        Path session = first.directory("s 1").resolve("session.json");
        assertThat(session).content().doesNotContain("swordfish");
        Files.writeString(session, Files.readString(session).replace("***", "swordfish"));
        Files.setLastModifiedTime(session, FileTime.from(Instant.EPOCH));
        first.sessions().stop();

        start("exit 0");
        assertThat(session).content().contains("TOKEN").doesNotContain("swordfish");
    }
}
