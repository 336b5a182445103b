package dev.donmai.sessions.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Json;
import dev.donmai.model.session.InboxFile;
import dev.donmai.model.wire.GitCredential;
import dev.donmai.model.wire.SessionDetail;
import dev.donmai.model.wire.SessionSpec;
import dev.donmai.sessions.AdmissionException;
import dev.donmai.sessions.DuplicateSessionException;
import dev.donmai.sessions.PlatformCredentials;
import dev.donmai.sessions.SessionRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work from a queue: whose it is, what its worker is told, and that the same work is not run twice. */
class ClaimedWorkTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String PLATFORM = "https://platform.example";

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

    private static SessionRequest work(String id, String repository, String platform, String claim) throws IOException {
        SessionSpec spec = new SessionSpec(id, repository, "main", SessionSpec.Resources.NONE, Map.of(), 0);
        SessionDetail detail = Json.read(
                Json.object()
                        .put("sessionId", id)
                        .put("repository", repository)
                        .put("projectName", "whatever they call it")
                        .put("platformUrl", platform)
                        .put("authToken", "not-from-the-item")
                        .put("issueId", "iss_4")
                        .toString(),
                SessionDetail.class);
        return SessionRequest.claimed(spec, detail, claim);
    }

    private static SessionDetail detail(TestRoom room, String id) {
        return room.sessions().detail(id).orElseThrow();
    }

    private static PlatformCredentials credentials(String worker, String token) {
        return new PlatformCredentials(PLATFORM, worker, token);
    }

    private static void ended(TestRoom room) {
        await().atMost(LONG).until(() -> room.sessions().active() == 0);
    }

    @Test
    void theDetailCarriesTheConfiguredRepositoryAndProject() throws Exception {
        TestRoom room = start("exec sleep 300");
        room.sessions().accept(work("s", "GIT.example/demo.git", PLATFORM, ""));
        assertThat(detail(room, "s").repository()).isEqualTo("https://git.example/demo");
        assertThat(detail(room, "s").projectName()).isEqualTo("demo");
        assertThat(detail(room, "s").issueId()).isEqualTo("iss_4");
        assertThat(room.sessions().record("s").orElseThrow().spec().repository())
                .isEqualTo("https://git.example/demo");
    }

    @Test
    void theCredentialsOfNowAreShownAndNeverWritten() throws Exception {
        TestRoom room = start("exec sleep 300");
        room.sessions().updateCredentials(credentials("wkr_1", "token-one"));
        room.sessions().accept(work("s", "demo", PLATFORM + "/", ""));
        assertThat(detail(room, "s").workerId()).isEqualTo("wkr_1");
        assertThat(detail(room, "s").authToken()).isEqualTo("token-one");
        room.sessions().updateCredentials(credentials("wkr_2", "token-two"));
        assertThat(detail(room, "s").workerId()).isEqualTo("wkr_2");
        assertThat(detail(room, "s").authToken()).isEqualTo("token-two");
        room.sessions().updateCredentials(credentials("", ""));
        assertThat(detail(room, "s").workerId()).isEqualTo("wkr_2");
        assertThat(detail(room, "s").authToken()).isEqualTo("token-two");
        assertThat(everythingIn(room.directory("s"))).doesNotContain("token-one", "token-two", "not-from-the-item");
    }

    @Test
    void noOtherPlatformSeesThem() throws Exception {
        TestRoom room = start("exec sleep 300");
        room.sessions().updateCredentials(credentials("wkr_1", "token-one"));
        room.sessions().updateGitCredentials(List.of(new GitCredential("https://git.example/demo", "git-one", "")));
        room.sessions().accept(work("elsewhere", "demo", "https://other.example", ""));
        room.sessions().accept(work("nowhere", "demo", "", ""));
        for (String id : List.of("elsewhere", "nowhere")) {
            assertThat(Json.line(detail(room, id))).doesNotContain("token-one", "git-one", "not-from-the-item");
        }
        assertThat(detail(room, "nowhere").workerId()).isEqualTo("worker-test-stub");
    }

    @Test
    void gitCredentialsAreOfTheSessionsOwnRepository() throws Exception {
        TestRoom room = start("exec sleep 300");
        room.sessions().updateCredentials(credentials("wkr_1", "token-one"));
        room.sessions().accept(work("s", "demo", PLATFORM, ""));
        GitCredential fresh = new GitCredential("https://git.example/demo.git", "git-two", "2999-01-01T00:00:00Z");
        room.sessions()
                .updateGitCredentials(List.of(
                        new GitCredential("https://git.example/other", "git-other", ""),
                        new GitCredential("https://git.example/demo", "git-one", ""),
                        fresh));
        assertThat(detail(room, "s").gitCredentials()).containsExactly(fresh);
        assertThat(detail(room, "s").toString() + fresh).doesNotContain("git-two");
        room.sessions()
                .updateGitCredentials(
                        List.of(new GitCredential("https://git.example/demo", "git-three", "2020-01-01T00:00:00Z")));
        assertThat(detail(room, "s").gitCredentials()).isEmpty();
        assertThat(everythingIn(room.directory("s"))).doesNotContain("git-");
    }

    @Test
    void whatIsNotAllowedIsRefusedByTheNameItCameWith() throws Exception {
        TestRoom room = start("exit 0");
        assertThatThrownBy(() -> room.sessions().accept(work("s", "https://u:p@h/elsewhere", PLATFORM, "")))
                .isInstanceOf(AdmissionException.class)
                .hasMessage("repository \"https://h/elsewhere\" is not in the project allowlist");
        assertThatThrownBy(() -> room.sessions().accept(work("s", "", PLATFORM, "")))
                .hasMessage("repository \"whatever they call it\" is not in the project allowlist");
    }

    @Test
    void theSameClaimIsNotRunTwiceAndAnotherOneIs() throws Exception {
        TestRoom room = start("exit 0");
        room.sessions().accept(work("s", "demo", "", "1779875998123"));
        ended(room);
        room.sessions().setCapacity(0);
        assertThatThrownBy(() -> room.sessions().accept(work("s", "demo", "", "1779875998123")))
                .isInstanceOf(DuplicateSessionException.class)
                .hasMessage("session \"s\" has run this work already");
        room.sessions().setCapacity(1);
        room.sessions().accept(work("s", "demo", "", "1779875999000"));
        ended(room);
        assertThat(room.directory("s~1")).isDirectory();
        assertThat(room.directory("s~2")).doesNotExist();
    }

    @Test
    void aLiveSessionIsADuplicateWhateverTheClaim() throws Exception {
        TestRoom room = start("exec sleep 300");
        room.sessions().accept(work("s", "demo", "", "1"));
        assertThatThrownBy(() -> room.sessions().accept(work("s", "demo", "", "2")))
                .isInstanceOf(DuplicateSessionException.class)
                .hasMessage("session \"s\" is already active");
    }

    @Test
    void workWhoseResultWaitsIsNotRunAgainHoweverLongAgoItWas() throws Exception {
        TestRoom room = start("exit 7");
        for (String claim : List.of("", "1779875998123")) {
            String id = "s" + claim;
            room.sessions().accept(work(id, "demo", PLATFORM, claim));
            ended(room);
            longAgo(room.directory(id).resolve("record.json"));
            assertThatThrownBy(() -> room.sessions().accept(work(id, "demo", PLATFORM, claim)))
                    .isInstanceOf(DuplicateSessionException.class)
                    .hasMessage("session \"" + id + "\" has run this work, its result waits to be delivered");
            room.outbox().items.clear();
            room.sessions().accept(work(id, "demo", PLATFORM, claim));
            ended(room);
        }
    }

    /** As if the session had ended a day before. */
    private static void longAgo(Path record) throws IOException {
        ObjectNode tree = (ObjectNode) Json.mapper().readTree(record.toFile());
        ((ObjectNode) tree.path("handle").path("exit"))
                .put("at", Instant.now().minus(Duration.ofDays(1)).toString());
        Files.write(record, Json.bytes(tree));
    }

    @Test
    void aRunThatIsNotFinishedIsADuplicateWhateverTheClaim() throws Exception {
        TestRoom room = start("exit 0");
        room.sessions().accept(work("s", "demo", "", "1"));
        ended(room);
        Files.delete(room.directory("s").resolve("record.json"));
        assertThatThrownBy(() -> room.sessions().accept(work("s", "demo", "", "2")))
                .isInstanceOf(DuplicateSessionException.class)
                .hasMessageContaining("is not finished yet");
    }

    @Test
    void whatCannotBeReadIsNotRunAgain() throws Exception {
        TestRoom room = start("exit 0");
        room.sessions().accept(work("s", "demo", "", "1"));
        ended(room);
        Files.writeString(room.directory("s").resolve("record.json"), "{");
        assertThatThrownBy(() -> room.sessions().accept(work("s", "demo", "", "1")))
                .isInstanceOf(DuplicateSessionException.class)
                .hasMessageContaining("may have run this work");
    }

    @Test
    void messagesReachTheDirectoryOfALiveSession() throws Exception {
        TestRoom room = start("exec sleep 300");
        room.sessions().accept(work("s", "demo", PLATFORM, ""));
        InboxFile message = new InboxFile("msg_1", "user", "ping", "turn_1");
        assertThat(room.sessions().deliver("s", message)).isTrue();
        assertThat(room.sessions().deliver("unknown", message)).isFalse();
        try (Stream<Path> files = Files.list(room.directory("s").resolve("inbox"))) {
            assertThat(files)
                    .singleElement()
                    .satisfies(
                            file -> assertThat(Json.read(file, InboxFile.class)).isEqualTo(message));
        }
    }

    private static String everythingIn(Path directory) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }
}
