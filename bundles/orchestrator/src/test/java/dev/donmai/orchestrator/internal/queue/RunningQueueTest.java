package dev.donmai.orchestrator.internal.queue;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.config.StateDirectory;
import dev.donmai.files.AtomicFile;
import dev.donmai.files.PathLock;
import dev.donmai.model.Json;
import dev.donmai.model.session.QueueLayout;
import dev.donmai.model.wire.SessionSpec;
import dev.donmai.model.wire.SessionState;
import dev.donmai.sessions.AdmissionException;
import dev.donmai.sessions.DuplicateSessionException;
import dev.donmai.sessions.NoRoomException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningQueueTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final List<RunningQueue> opened = new ArrayList<>();
    private QueueLayout layout;
    private StateDirectory state;
    private StateDirectory otherState;
    private FakeIntake intake;
    private FakeIntake other;

    @BeforeEach
    void layOut() throws IOException {
        layout = new QueueLayout(directory.resolve("queue"));
        new QueueFiles(layout).create();
        state = new StateDirectory(directory.resolve("one"));
        otherState = new StateDirectory(directory.resolve("two"));
        Files.createDirectories(state.sessions());
        Files.createDirectories(otherState.sessions());
        intake = new FakeIntake(state);
        other = new FakeIntake(otherState);
    }

    private RunningQueue open(StateDirectory of, Intake with) throws Exception {
        RunningQueue queue = RunningQueue.open(layout, of, with);
        opened.add(queue);
        queue.begin();
        return queue;
    }

    @AfterEach
    void close() {
        opened.forEach(RunningQueue::close);
    }

    private void put(String name) throws IOException {
        put(name, "{\"repository\":\"sample\"}");
    }

    private void put(String name, String content) throws IOException {
        AtomicFile.write(layout.item(layout.waiting(), name), content);
    }

    private List<String> in(Path folder) throws IOException {
        return QueueLayout.names(folder);
    }

    private JsonNode result(Path folder, String name) throws IOException {
        return Json.read(layout.result(folder, name), JsonNode.class);
    }

    private void awaitIn(Path folder, String... names) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(in(folder)).containsExactly(names));
    }

    private void awaitAccepted(FakeIntake by, String... ids) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(by.acceptedIds()).containsExactly(ids));
    }

    @Test
    void anItemRunsAndItsResultStandsBesideIt() throws Exception {
        open(state, intake);
        put("s-1");
        awaitAccepted(intake, "s-1");
        awaitIn(layout.claimed(), "s-1");
        intake.end("s-1", SessionState.COMPLETED);
        awaitIn(layout.done(), "s-1");
        assertThat(result(layout.done(), "s-1").path("state").asText()).isEqualTo("completed");
        assertThat(result(layout.done(), "s-1").at("/session/handle/sessionId").asText())
                .isEqualTo("s-1");
        assertThat(Files.readString(layout.item(layout.done(), "s-1"))).isEqualTo("{\"repository\":\"sample\"}");
        assertNothingClaimed();
    }

    @Test
    void anItemWhoseSessionFailsHasFailed() throws Exception {
        open(state, intake);
        put("s-1");
        awaitAccepted(intake, "s-1");
        intake.end("s-1", SessionState.FAILED);
        awaitIn(layout.failed(), "s-1");
        assertThat(result(layout.failed(), "s-1").path("reason").asText()).isEqualTo("failed");
        assertNothingClaimed();
    }

    @Test
    void itemsWaitForAFreeSlotInTheirOrder() throws Exception {
        intake.capacity(1);
        put("a", "{\"priority\":3}");
        put("b", "{\"priority\":1}");
        put("c", "{}");
        open(state, intake);
        awaitAccepted(intake, "b");
        assertThat(in(layout.waiting())).containsExactly("a", "c");
        intake.end("b", SessionState.COMPLETED);
        awaitAccepted(intake, "b", "a");
        intake.end("a", SessionState.COMPLETED);
        awaitAccepted(intake, "b", "a", "c");
    }

    @Test
    void whatIsNoItemGoesToFailedAndSaysWhy() throws Exception {
        open(state, intake);
        Files.writeString(layout.item(layout.waiting(), "torn"), "{\"sessionId\":\"x");
        put("wrong", "{\"priority\":\"high\"}");
        put("good");
        awaitAccepted(intake, "good");
        awaitIn(layout.failed(), "torn", "wrong");
        assertThat(result(layout.failed(), "torn").path("reason").asText()).isEqualTo("invalid");
        assertThat(result(layout.failed(), "torn").path("error").asText()).startsWith("not JSON");
        assertThat(result(layout.failed(), "wrong").path("error").asText())
                .isEqualTo("priority is not what it should be");
    }

    @Test
    void whatIsRefusedHasFailed() throws Exception {
        intake.refuse("s-1", new AdmissionException("repository \"x\" is not in the project allowlist"));
        put("s-1");
        open(state, intake);
        awaitIn(layout.failed(), "s-1");
        assertThat(result(layout.failed(), "s-1").path("reason").asText()).isEqualTo("refused");
        assertThat(result(layout.failed(), "s-1").path("error").asText())
                .isEqualTo("repository \"x\" is not in the project allowlist");
        assertNothingClaimed();
    }

    @Test
    void whatIsRefusedForTheMomentWaits() throws Exception {
        intake.refuse("s-1", new DuplicateSessionException("session \"s-1\" is already active"));
        intake.refuse("s-2", new AdmissionException("start worker: disk full", new IOException("disk full")));
        put("s-1");
        put("s-2");
        put("s-3");
        open(state, intake);
        awaitAccepted(intake, "s-3");
        intake.allow("s-1");
        intake.allow("s-2");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(intake.acceptedIds()).containsExactlyInAnyOrder("s-3", "s-1", "s-2"));
        assertThat(in(layout.failed())).isEmpty();
    }

    @Test
    void whatFindsItsSlotTakenWaitsAndIsNotRefused() throws Exception {
        intake.refuse("s-1", new NoRoomException("at capacity (4/4 sessions)"));
        put("s-1");
        ItemStart start = start();
        for (int i = 0; i <= ItemStart.MAX_REFUSALS; i++) {
            assertThat(start.take("s-1", "s-1")).isEmpty();
            assertThat(start.ready("s-1")).isTrue();
            assertThat(in(layout.waiting())).containsExactly("s-1");
        }
        assertNothingClaimed();
    }

    @Test
    void whatCannotBeStartedFailsAfterSomeTime() throws Exception {
        ItemStart start = start();
        intake.refuse("s-1", new AdmissionException("start worker: no such file", new IOException("no such file")));
        put("s-1");
        for (int i = 1; i < ItemStart.MAX_REFUSALS; i++) {
            assertThat(start.take("s-1", "s-1")).isEmpty();
            assertThat(start.ready("s-1")).isFalse();
            assertThat(in(layout.waiting())).containsExactly("s-1");
        }
        assertThat(start.take("s-1", "s-1")).isEmpty();
        assertThat(in(layout.failed())).containsExactly("s-1");
        assertNothingClaimed();
    }

    private ItemStart start() {
        return new ItemStart(new QueueFiles(layout), intake, QueueOwners.idOf(state), Instant::now, System::nanoTime);
    }

    @Test
    void aClaimThatCameToNothingReturns() throws Exception {
        put("s-1");
        assertThat(new QueueFiles(layout).claim("s-1", claim(state, "s-1"))).isTrue();
        open(state, intake);
        awaitAccepted(intake, "s-1");
    }

    @Test
    void aClaimThatDidNotGetItsItemIsNone() throws Exception {
        put("s-1");
        AtomicFile.write(layout.claim("s-1"), Json.bytes(claim(state, "s-1")));
        open(state, intake);
        awaitAccepted(intake, "s-1");
        intake.end("s-1", SessionState.COMPLETED);
        awaitIn(layout.done(), "s-1");
        assertNothingClaimed();
    }

    /** Killed between the admission and the note of it, after the note, and after the end. */
    @Test
    void aSessionThatHasBegunIsFollowedAndNotBegunAgain() throws Exception {
        QueueFiles files = new QueueFiles(layout);
        for (String id : List.of("noted", "not-noted", "ended", "half-settled")) {
            put(id);
            Claim claim = claim(state, id);
            files.claim(id, claim);
            FakeIntake.begin(state, id, claim.token());
            if (!id.equals("not-noted")) {
                files.accepted(id, claim);
            }
        }
        for (String id : List.of("ended", "half-settled")) {
            FakeIntake.end(state, spec(id), SessionState.COMPLETED);
        }
        AtomicFile.write(layout.result(layout.done(), "half-settled"), "{}");
        open(state, intake);
        awaitIn(layout.done(), "ended", "half-settled");
        assertThat(result(layout.done(), "half-settled").path("state").asText()).isEqualTo("completed");
        FakeIntake.end(state, spec("noted"), SessionState.COMPLETED);
        FakeIntake.end(state, spec("not-noted"), SessionState.FAILED);
        awaitIn(layout.done(), "ended", "half-settled", "noted");
        awaitIn(layout.failed(), "not-noted");
        assertThat(intake.acceptedIds()).isEmpty();
        assertNothingClaimed();
    }

    @Test
    void aSessionOfAnEarlierClaimIsAnotherOne() throws Exception {
        FakeIntake.begin(state, "s-1", "earlier");
        FakeIntake.end(state, spec("s-1"), SessionState.COMPLETED);
        put("s-1");
        new QueueFiles(layout).claim("s-1", claim(state, "s-1"));
        open(state, intake);
        awaitAccepted(intake, "s-1");
    }

    @Test
    void aSessionThatHasRunAgainSinceIsFoundAmongTheEarlierRuns() throws Exception {
        put("s-1");
        Claim claim = claim(state, "s-1");
        QueueFiles files = new QueueFiles(layout);
        files.claim("s-1", claim);
        files.accepted("s-1", claim);
        FakeIntake.begin(state, "s-1", claim.token());
        FakeIntake.end(state, spec("s-1"), SessionState.FAILED);
        Files.move(state.sessions().resolve("s-1"), state.sessions().resolve("s-1~1"));
        FakeIntake.begin(state, "s-1", "later");
        open(state, intake);
        awaitIn(layout.failed(), "s-1");
        assertThat(intake.acceptedIds()).isEmpty();
    }

    @Test
    void aSessionOfWhichNothingIsLeftIsNotBegunAgain() throws Exception {
        put("s-1");
        Claim claim = claim(state, "s-1");
        QueueFiles files = new QueueFiles(layout);
        files.claim("s-1", claim);
        files.accepted("s-1", claim);
        open(state, intake);
        awaitIn(layout.failed(), "s-1");
        assertThat(result(layout.failed(), "s-1").path("reason").asText()).isEqualTo("forgotten");
        assertThat(intake.acceptedIds()).isEmpty();
    }

    @Test
    void twoDaemonsShareAQueue() throws Exception {
        List<String> all = IntStream.range(0, 120).mapToObj("s-%03d"::formatted).toList();
        for (String name : all) {
            put(name);
        }
        open(state, intake.ending());
        open(otherState, other.ending());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(in(layout.done())).isEqualTo(all));
        assertThat(Stream.concat(intake.acceptedIds().stream(), other.acceptedIds().stream()))
                .containsExactlyInAnyOrderElementsOf(all);
        assertNothingClaimed();
    }

    @Test
    void whatADeadDaemonHasNotBegunIsTakenOver() throws Exception {
        for (String id : List.of("ended", "not-begun", "unfinished")) {
            put(id);
        }
        try (RunningQueue dead = RunningQueue.open(layout, otherState, other)) {
            assertThat(dead).isNotNull();
            QueueFiles files = new QueueFiles(layout);
            for (String id : List.of("ended", "not-begun", "unfinished")) {
                Claim claim = claim(otherState, id);
                files.claim(id, claim);
                if (!id.equals("not-begun")) {
                    FakeIntake.begin(otherState, id, claim.token());
                }
            }
            FakeIntake.end(otherState, spec("ended"), SessionState.COMPLETED);
            new ClaimRecovery(files, new QueueOwners(layout), QueueOwners.idOf(state), state.sessions(), Instant::now)
                    .ofOthers();
            assertThat(in(layout.claimed())).as("it lives").hasSize(3);
        }
        open(state, intake);
        awaitAccepted(intake, "not-begun");
        awaitIn(layout.done(), "ended");
        assertThat(in(layout.claimed())).containsExactly("not-begun", "unfinished");
        // The daemon comes back, and with it the end of its session.
        open(otherState, other);
        FakeIntake.end(otherState, spec("unfinished"), SessionState.COMPLETED);
        awaitIn(layout.done(), "ended", "unfinished");
        assertThat(other.acceptedIds()).isEmpty();
    }

    @Test
    void anItemThatNobodyHasClaimedIsGivenBack() throws Exception {
        AtomicFile.write(layout.item(layout.claimed(), "by-hand"), "{}");
        open(state, intake);
        awaitAccepted(intake, "by-hand");
    }

    /** Settled, queued anew and claimed by somebody else, between a look and the step that it led to. */
    @Test
    void whoeverLookedTooEarlyChangesNothing() throws Exception {
        QueueFiles files = new QueueFiles(layout);
        put("s-1");
        files.claim("s-1", claim(otherState, "s-1"));
        Claim former = new Claim(QueueOwners.idOf(state), "s-1", "former", false);
        files.release("s-1", former);
        files.releaseUnclaimed("s-1");
        files.accepted("s-1", former);
        files.settle("s-1", former, layout.done(), ItemResult.forgotten("s-1", Instant.EPOCH));
        assertThat(files.claims()).containsExactly(entry("s-1", Optional.of(claim(otherState, "s-1"))));
        assertThat(in(layout.done())).isEmpty();
    }

    @Test
    void anItemThatIsQueuedUnderTheNameOfOneThatComesBackStepsAside() throws Exception {
        QueueFiles files = new QueueFiles(layout);
        put("s-1", "{\"repository\":\"first\"}");
        files.claim("s-1", claim(state, "s-1"));
        put("s-1", "{\"repository\":\"second\"}");
        files.release("s-1", claim(state, "s-1"));
        assertThat(Files.readString(layout.item(layout.waiting(), "s-1"))).contains("first");
        assertThat(Files.readString(layout.item(layout.failed(), "s-1"))).contains("second");
        assertThat(result(layout.failed(), "s-1").path("error").asText()).contains("queued before");
        assertNothingClaimed();
    }

    @Test
    void whatEndsAsTheDaemonStopsIsSettled() throws Exception {
        RunningQueue queue = open(state, intake);
        put("s-1");
        awaitAccepted(intake, "s-1");
        awaitIn(layout.claimed(), "s-1");
        intake.end("s-1", SessionState.FAILED);
        queue.close();
        assertThat(in(layout.failed())).containsExactly("s-1");
    }

    @Test
    void aPlaceThatIsTakenForAMomentIsWaitedFor() throws Exception {
        QueueOwners owners = new QueueOwners(layout);
        PathLock byAnother = owners.replace(QueueOwners.idOf(state)).orElseThrow();
        var _ = CompletableFuture.runAsync(
                () -> close(byAnother), CompletableFuture.delayedExecutor(100, MILLISECONDS));
        open(state, intake);
        put("s-1");
        awaitAccepted(intake, "s-1");
    }

    private static void close(PathLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void twoDaemonsWithOneStateDirectoryDoNotShareAQueue() throws Exception {
        open(state, intake);
        assertThatThrownBy(() -> RunningQueue.open(layout, state, other))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(state.root().toString())
                .hasMessageContaining(layout.directory().toString());
    }

    @Test
    void aQueueCanBeALinkToOne() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), layout.directory());
        RunningQueue queue = RunningQueue.open(new QueueLayout(link), state, intake.ending());
        opened.add(queue);
        queue.begin();
        put("s-1");
        awaitIn(layout.done(), "s-1");
    }

    private static Claim claim(StateDirectory of, String sessionId) {
        return new Claim(QueueOwners.idOf(of), sessionId, "token-of-" + sessionId, false);
    }

    private static SessionSpec spec(String id) {
        return Json.mapper().convertValue(Json.object().put("sessionId", id), SessionSpec.class);
    }

    private void assertNothingClaimed() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            try (Stream<Path> files = Files.list(layout.claimed())) {
                assertThat(files).isEmpty();
            }
        });
    }
}
