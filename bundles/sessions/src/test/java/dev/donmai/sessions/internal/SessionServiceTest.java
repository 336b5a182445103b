package dev.donmai.sessions.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.api.spawn.SpawnHook;
import dev.donmai.api.spawn.SpawnRequest;
import dev.donmai.model.Json;
import dev.donmai.model.session.SessionFile;
import dev.donmai.model.wire.Exit;
import dev.donmai.model.wire.ExitReason;
import dev.donmai.model.wire.SessionHandle;
import dev.donmai.model.wire.SessionRecord;
import dev.donmai.model.wire.SessionSpec;
import dev.donmai.model.wire.SessionState;
import dev.donmai.sessions.AdmissionException;
import dev.donmai.sessions.SessionEvents;
import dev.donmai.sessions.SessionOutput;
import dev.donmai.sessions.SessionQuery;
import dev.donmai.sessions.SessionRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions with real processes: a shell as the worker, everything around it real but the neighbouring rooms. */
class SessionServiceTest {

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

    private static SessionSpec spec(String id) {
        return new SessionSpec(id, "demo", "", SessionSpec.Resources.NONE, Map.of(), 0);
    }

    private static SessionHandle accept(TestRoom room, String id) throws AdmissionException {
        return room.sessions().accept(SessionRequest.plain(spec(id)));
    }

    private static SessionRecord ended(TestRoom room, String id) {
        await().atMost(LONG).until(() -> room.sessions().active() == 0);
        return room.sessions().record(id).orElseThrow();
    }

    @Test
    void noVariableWithARegistrationTokenReachesAWorker() throws Exception {
        TestRoom room = start("echo \"${SHOP_TOKEN-none} $HOME\"");
        accept(room, "s");
        ended(room, "s");
        try (SessionOutput output = room.sessions().output("s").orElseThrow()) {
            assertThat(new String(output.next(1000, Duration.ZERO), StandardCharsets.UTF_8))
                    .isEqualTo("none " + home + "\n");
        }
    }

    @Test
    void keepsTheExitOfEverySession() throws Exception {
        TestRoom room = start("echo hello; mkdir -p \"$WORKTREES/$DONMAI_SESSION_ID\"; exit $CODE");
        for (int code : new int[] {0, 7}) {
            String id = "s-" + code;
            SessionHandle handle = room.sessions()
                    .accept(SessionRequest.plain(new SessionSpec(
                            id,
                            "demo",
                            "",
                            SessionSpec.Resources.NONE,
                            Map.of(
                                    "CODE",
                                    "" + code,
                                    "WORKTREES",
                                    room.worktrees().toString()),
                            0)));
            assertThat(handle.state()).isEqualTo(SessionState.RUNNING);
            assertThat(handle.pid()).isPositive();
            SessionRecord record = ended(room, id);
            assertThat(record.handle().exit().code()).isEqualTo(code);
            assertThat(record.handle().state()).isEqualTo(code == 0 ? SessionState.COMPLETED : SessionState.FAILED);
            assertThat(record.archiveId()).isEqualTo(id);
            assertThat(room.worktrees().resolve(id)).doesNotExist();
            try (SessionOutput output = room.sessions().output(id).orElseThrow()) {
                assertThat(new String(output.next(100, Duration.ZERO), StandardCharsets.UTF_8))
                        .isEqualTo("hello\n");
            }
        }
        assertThat(room.sessions().list(SessionQuery.LIVE)).isEmpty();
        assertThat(room.sessions().list(new SessionQuery(SessionQuery.State.ENDED, 10, "")))
                .extracting(SessionHandle::sessionId)
                .containsExactlyInAnyOrder("s-0", "s-7");
    }

    @Test
    void givesEachWorkerATokenOfItsOwn() throws Exception {
        TestRoom room = start("echo \"$DONMAI_SESSION_TOKEN $RENSEI_SESSION_TOKEN\"; exec sleep 300");
        accept(room, "s");
        accept(room, "t");
        String token = printed(room, "s").split(" ", 2)[0];
        assertThat(printed(room, "s")).isEqualTo(token + " " + token);
        assertThat(printed(room, "t")).doesNotContain(token);
        assertThat(room.sessions().authorises("s", token)).isTrue();
        assertThat(room.sessions().authorises("t", token)).isFalse();
        assertThat(room.sessions().authorises("s", "")).isFalse();
        assertThat(room.sessions().authorises("s", "control")).isFalse();
        assertThat(room.sessions().authorises("nobody", token)).isFalse();
        room.sessions().stop("s", "enough", LONG);
        await().atMost(LONG).until(() -> !room.sessions().authorises("s", token));
    }

    private static String printed(TestRoom room, String id) {
        Path stdout = room.directory(id).resolve("stdout.log");
        await().atMost(LONG)
                .until(() -> Files.exists(stdout) && Files.readString(stdout).endsWith("\n"));
        try {
            return Files.readString(stdout).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void tellsItsStoryInEvents() throws Exception {
        TestRoom room = start("exit 0");
        accept(room, "s");
        ended(room, "s");
        try (SessionEvents events = room.sessions().events("s").orElseThrow()) {
            assertThat(events.next(10, Duration.ZERO))
                    .extracting(SessionEvents.Event::kind)
                    .containsExactly("session.accepted", "session.started", "session.ended");
            assertThat(events.ended()).isTrue();
        }
    }

    @Test
    void refusesADuplicateAndWhatIsNotAllowed() throws Exception {
        TestRoom room = start("exec sleep 300");
        accept(room, "s");
        assertThatThrownBy(() -> accept(room, "s")).hasMessage("session \"s\" is already active");
        assertThatThrownBy(() -> room.sessions()
                        .accept(SessionRequest.plain(new SessionSpec(
                                "t",
                                "https://u:secret@elsewhere.example/x",
                                "",
                                SessionSpec.Resources.NONE,
                                Map.of(),
                                0))))
                .hasMessage("repository \"https://elsewhere.example/x\" is not in the project allowlist");
        for (String id : List.of("", ".", "..", ".x", "a/b", "a\\b", "~a", "a\u0007", "x".repeat(201))) {
            assertThatThrownBy(() -> accept(room, id)).isInstanceOf(AdmissionException.class);
        }
        assertThat(room.sessions().active()).isEqualTo(1);
    }

    @Test
    void freesTheSlotOfASessionThatWasRefused() throws Exception {
        TestRoom room = start("exec sleep 300");
        room.sessions().setCapacity(1);
        assertThatThrownBy(() -> room.sessions()
                        .accept(SessionRequest.plain(
                                new SessionSpec("t", "nowhere", "", SessionSpec.Resources.NONE, Map.of(), 0))))
                .isInstanceOf(AdmissionException.class);
        accept(room, "t");
        assertThatThrownBy(() -> accept(room, "u")).hasMessage("at capacity (1/1 sessions)");
    }

    @Test
    void endsAWorkerThatIgnoresTermWithAllItsDescendants() throws Exception {
        TestRoom room = start("trap '' TERM; setsid sleep 1234 & (sleep 1235 & exec sleep 1236) & wait; sleep 1237");
        long pid = accept(room, "s").pid();
        await().atMost(LONG).until(() -> room.descendants(pid) >= 4);
        assertThat(room.sessions().stop("s", "enough", LONG)).contains(true);
        SessionRecord record = ended(room, "s");
        assertThat(record.handle().state()).isEqualTo(SessionState.TERMINATED);
        assertThat(record.handle().exit().reason()).isEqualTo(ExitReason.STOPPED);
        assertThat(room.marked("s")).isEmpty();
    }

    @Test
    void noticesAKilledWorkerAndAKilledWrapper() throws Exception {
        TestRoom room = start("echo $$ > pid.tmp; mv pid.tmp \"$DIRECTORY/$DONMAI_SESSION_ID.pid\"; exec sleep 300");
        for (String victim : List.of("worker", "wrapper")) {
            long wrapper = room.sessions()
                    .accept(SessionRequest.plain(new SessionSpec(
                            victim, "demo", "", SessionSpec.Resources.NONE, Map.of("DIRECTORY", home.toString()), 0)))
                    .pid();
            Path pidFile = home.resolve(victim + ".pid");
            await().atMost(LONG).until(() -> Files.exists(pidFile));
            long worker = Long.parseLong(Files.readString(pidFile).strip());
            ProcessHandle.of(victim.equals("worker") ? worker : wrapper)
                    .orElseThrow()
                    .destroyForcibly();
            Exit exit = ended(room, victim).handle().exit();
            assertThat(exit.state()).isEqualTo(SessionState.FAILED);
            if (victim.equals("worker")) {
                assertThat(exit.reason()).isEqualTo(ExitReason.SIGNALLED);
                assertThat(exit.signal()).isEqualTo(9);
            } else {
                assertThat(exit.reason()).isEqualTo(ExitReason.WRAPPER_LOST);
            }
            assertThat(room.marked(victim)).isEmpty();
        }
    }

    @Test
    void endsASessionThatRunsTooLongOrPrintsTooMuch() throws Exception {
        TestRoom room = start(
                "case $DONMAI_SESSION_ID in long) exec sleep 300;; *) yes | head -c 3000000; exec sleep 300;; esac");
        room.sessions()
                .accept(SessionRequest.plain(
                        new SessionSpec("long", "demo", "", SessionSpec.Resources.NONE, Map.of(), 1)));
        accept(room, "loud");
        assertThat(ended(room, "long").handle().exit().reason()).isEqualTo(ExitReason.TIMEOUT);
        assertThat(ended(room, "loud").handle().exit().reason()).isEqualTo(ExitReason.OUTPUT_LIMIT);
    }

    @Test
    void theNextDaemonAdoptsWhatLivesAndFinishesWhatEnded() throws Exception {
        Path gate = home.resolve("gate");
        TestRoom first = start("while [ ! -e \"" + gate + "-$DONMAI_SESSION_ID\" ]; do sleep 0.05; done; exit 5");
        long pid = accept(first, "lives").pid();
        accept(first, "ended");
        first.abandon();
        Path session = first.directory("lives").resolve("session.json");
        Files.writeString(session, Files.readString(session).replace(TestRoom.URL, "http://127.0.0.1:2"));
        Files.createFile(home.resolve("gate-ended"));
        await().atMost(LONG).until(() -> Files.exists(first.directory("ended").resolve("exit.json")));

        TestRoom second = start("exit 0");
        await().atMost(LONG).until(() -> second.sessions().active() == 1);
        assertThat(second.sessions()
                        .record("ended")
                        .orElseThrow()
                        .handle()
                        .exit()
                        .code())
                .isEqualTo(5);
        assertThat(second.sessions().list(SessionQuery.LIVE)).singleElement().satisfies(handle -> {
            assertThat(handle.sessionId()).isEqualTo("lives");
            assertThat(handle.pid()).isEqualTo(pid);
        });
        assertThat(Json.read(session, SessionFile.class).daemonUrl()).isEqualTo(TestRoom.URL);
        Files.createFile(home.resolve("gate-lives"));
        assertThat(ended(second, "lives").handle().exit().code()).isEqualTo(5);
    }

    @Test
    void theNextDaemonGoesOnWithAStopThatTheLastOneHadBegun() throws Exception {
        TestRoom first = start("trap '' TERM; while :; do sleep 0.1; done");
        accept(first, "s");
        await().atMost(LONG).until(() -> Files.exists(first.directory("s").resolve("lock")));
        first.abandon();
        Files.writeString(
                first.directory("s").resolve("stop.json"),
                "{\"reason\":\"stopped\",\"detail\":\"\",\"at\":\"2026-05-20T09:15:04Z\"}");
        TestRoom second = start("exit 0");
        assertThat(ended(second, "s").handle().exit().reason()).isEqualTo(ExitReason.STOPPED);
    }

    /** What a daemon leaves that is killed between the two. */
    private void admitWithoutStart(TestRoom room, String id, Instant at) throws Exception {
        if (room.sessions().record("model").isEmpty()) {
            accept(room, "model");
            ended(room, "model");
        }
        ObjectNode file = Json.read(room.directory("model").resolve("session.json"), ObjectNode.class);
        file.put("nonce", "nonce-of-" + id).put("acceptedAt", at.toString());
        file.withObject("spec").put("sessionId", id);
        Files.createDirectory(room.directory(id));
        Files.writeString(room.directory(id).resolve("session.json"), file.toString());
    }

    @Test
    void theNextDaemonStartsWhatWasAdmittedAndNotStarted() throws Exception {
        TestRoom first = start("exit 0");
        admitWithoutStart(first, "s", Instant.now());
        admitWithoutStart(first, "told", Instant.now());
        first.abandon();
        Files.writeString(
                first.directory("told").resolve("stop.json"),
                "{\"reason\":\"stopped\",\"detail\":\"\",\"at\":\"2026-05-20T09:15:04Z\"}");
        TestRoom second = start("echo \"$DONMAI_SESSION_ID\" >> \"" + home.resolve("runs") + "\"");
        assertThat(ended(second, "s").handle().exit().reason()).isEqualTo(ExitReason.COMPLETED);
        assertThat(ended(second, "told").handle().exit().reason()).isEqualTo(ExitReason.STOPPED);
        assertThat(home.resolve("runs")).hasContent("s\n");
        try (SessionEvents events = second.sessions().events("s").orElseThrow()) {
            assertThat(events.next(10, Duration.ZERO))
                    .extracting(SessionEvents.Event::kind)
                    .containsExactly("session.accepted", "session.started", "session.ended");
        }
    }

    @Test
    void whatMayHaveRunBeforeTheMachineWentDownIsNotRunAgain() throws Exception {
        TestRoom first = start("exit 0");
        admitWithoutStart(first, "s", Instant.now().minus(Duration.ofDays(20)));
        first.abandon();
        TestRoom second = start("echo ran >> \"" + home.resolve("runs") + "\"");
        assertThat(ended(second, "s").handle().exit().reason()).isEqualTo(ExitReason.WRAPPER_LOST);
        assertThat(home.resolve("runs")).doesNotExist();
    }

    @Test
    void survivesAnAbsurdDurationAndRefusesWhatNoProcessCanBeGiven() throws Exception {
        TestRoom room = start("exit 0");
        room.sessions()
                .accept(SessionRequest.plain(
                        new SessionSpec("s", "demo", "", SessionSpec.Resources.NONE, Map.of(), Long.MAX_VALUE)));
        ended(room, "s");
        assertThatThrownBy(() -> room.sessions()
                        .accept(SessionRequest.plain(
                                new SessionSpec("t", "demo", "a\0b", SessionSpec.Resources.NONE, Map.of(), 0))))
                .hasMessageContaining("control characters");
        assertThat(room.directory("t")).doesNotExist();
    }

    @Test
    void keepsOnlyTheNamesOfASessionsEnvironment() throws Exception {
        TestRoom room = start("exit 0");
        room.sessions()
                .accept(SessionRequest.plain(new SessionSpec(
                        "s", "demo", "", SessionSpec.Resources.NONE, Map.of("API_KEY", "hunter22"), 0)));
        ended(room, "s");
        for (String name : List.of("session.json", "record.json")) {
            assertThat(room.directory("s").resolve(name))
                    .content()
                    .contains("API_KEY")
                    .doesNotContain("hunter22");
        }
    }

    @Test
    void doesNotRunAnIdAgainBeforeItsLastRunIsFinished() throws Exception {
        TestRoom room = start("exit 3");
        accept(room, "s");
        ended(room, "s");
        Files.move(
                room.directory("s").resolve("record.json"), room.directory("s").resolve("hidden"));
        assertThatThrownBy(() -> accept(room, "s")).hasMessageContaining("not finished");
        Files.move(room.directory("s").resolve("hidden"), room.directory("s").resolve("record.json"));
        assertThat(room.sessions().record("s")).isPresent();
    }

    @Test
    void anEndedIdMayRunAgainAndItsFirstRunIsKept() throws Exception {
        TestRoom room = start("exit 3");
        accept(room, "s");
        ended(room, "s");
        accept(room, "s");
        ended(room, "s");
        assertThat(room.directory("s~1")).isDirectory();
        assertThat(room.sessions().list(new SessionQuery(SessionQuery.State.ENDED, 10, "")))
                .hasSize(1);
    }

    /** Adds to the environment, and notes what it is told of aborts. */
    private static final class Adding implements SpawnHook {
        private final Map<String, String> more;
        private final List<String> aborts = new ArrayList<>();

        Adding(Map<String, String> more) {
            this.more = more;
        }

        @Override
        public Map<String, String> beforeSpawn(SpawnRequest request, Map<String, String> environment) {
            Map<String, String> made = new TreeMap<>(environment);
            made.putAll(more);
            return made;
        }

        @Override
        public void aborted(SpawnRequest request, String cause) {
            aborts.add(request.sessionId() + ": " + cause);
        }
    }

    @Test
    void aHookHasTheLastWordOnTheEnvironmentOfAWorker() throws Exception {
        TestRoom room = start("echo \"$SEAT $DONMAI_REF $DONMAI_SESSION_NONCE\"");
        Adding hook = new Adding(Map.of("SEAT", "4", "DONMAI_REF", "overridden", "DONMAI_SESSION_NONCE", "forged"));
        room.hooks().add(hook, Map.of());

        accept(room, "s-1");
        ended(room, "s-1");

        String nonce = Json.mapper()
                .readTree(room.directory("s-1").resolve("session.json").toFile())
                .path("nonce")
                .asText();
        assertThat(room.directory("s-1").resolve("stdout.log")).hasContent("4 overridden " + nonce);
        assertThat(hook.aborts).isEmpty();
    }

    @Test
    void aHookThatFailsRefusesTheSessionAndNothingIsLeftOfIt() throws Exception {
        TestRoom room = start("exit 0");
        Adding first = new Adding(Map.of());
        room.hooks().add(first, Map.of("service.ranking", 1));
        SpawnHook refusing = (request, environment) -> {
            throw new IllegalStateException("no seat left for " + request.repository());
        };
        room.hooks().add(refusing, Map.of());

        assertThatThrownBy(() -> accept(room, "s-1"))
                .isInstanceOf(AdmissionException.class)
                .hasMessage("pre-spawn hook: no seat left for https://git.example/demo");
        assertThat(room.sessions().active()).isZero();
        assertThat(room.sessions().record("s-1")).isEmpty();
        assertThat(room.directory("s-1")).doesNotExist();
        assertThat(first.aborts).containsExactly("s-1: no seat left for https://git.example/demo");

        room.hooks().remove(refusing);
        accept(room, "s-1");
        assertThat(ended(room, "s-1").handle().state()).isEqualTo(SessionState.COMPLETED);
    }

    @Test
    void aWorkerProgramThatIsMissingIsARefusal() throws Exception {
        TestRoom started = TestRoom.start(home, List.of("/opt/nothing/worker"));
        room = Optional.of(started);

        assertThatThrownBy(() -> accept(started, "s-1"))
                .isInstanceOf(AdmissionException.class)
                .hasMessage("start worker: no executable program \"/opt/nothing/worker\"");
        assertThat(started.sessions().active()).isZero();
        assertThat(started.directory("s-1")).doesNotExist();
    }

    @Test
    void aStartThatFailsAfterTheHooksIsToldToThem() throws Exception {
        TestRoom room = start("exit 0");
        Map<String, String> more = new TreeMap<>();
        for (int i = 0; i < 100; i++) {
            more.put("FILL_" + i, "x".repeat(100_000));
        }
        Adding hook = new Adding(more);
        room.hooks().add(hook, Map.of());

        assertThatThrownBy(() -> accept(room, "s-1"))
                .isInstanceOf(AdmissionException.class)
                .hasMessageStartingWith("start worker: ");
        assertThat(hook.aborts).singleElement().asString().startsWith("s-1: start worker: ");
        assertThat(room.directory("s-1")).doesNotExist();
    }
}
