package dev.donmai.itests.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.itests.support.ControlApi;
import dev.donmai.itests.support.DaemonHome;
import dev.donmai.itests.support.DaemonProcess;
import dev.donmai.itests.support.EventFollower;
import dev.donmai.itests.support.Flag;
import dev.donmai.itests.support.Gate;
import dev.donmai.itests.support.Specs;
import dev.donmai.itests.support.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One session from the request to its archive, and its events from every place and over a restart. */
class SessionIT {

    private static final String COMMIT = "git -c user.name=Agent -c user.email=agent@example.invalid commit -qam ";

    private static final int FILES = 5000;

    @RegisterExtension
    static final DaemonHome HOME = new DaemonHome();

    @TempDir
    private Path flags;

    private static TestRepository big;
    private static Gate gate;

    @BeforeAll
    static void allowRepositories() {
        big = TestRepository.withFiles(HOME.temporary().resolve("big"), FILES);
        gate = Gate.before(big, HOME);
        HOME.project("big", gate.url(), "shallow").putObject("git").put("sshKey", gate.key());
        HOME.project("sample", TestRepository.create(HOME.temporary().resolve("sample")))
                .capacity(1);
    }

    @Test
    void aBigRepositoryIsAcceptedBeforeGitWorksAndThenGoesItsWholeWay() throws IOException {
        ControlApi api = HOME.running().api();

        JsonNode handle =
                api.accept(Specs.shell("s-big", "big", "echo changed >> README\n" + COMMIT + "'change the README'"));

        // Git cannot have done anything: nobody has opened the gate.
        assertThat(handle.path("state").asText()).isEqualTo("running");
        assertThat(handle.path("pid").asLong()).isPositive();
        gate.awaitCaller();
        assertThat(gate.calls()).contains(gate.key());
        assertThat(kinds(api.events("s-big", 0))).containsExactly("session.accepted", "session.started");
        assertThat(api.get("/api/daemon/sessions/s-big").status()).isEqualTo(200);
        assertThat(api.post("/api/daemon/sessions", Specs.plain("other", "big")).error())
                .isEqualTo("at capacity (1/1 sessions)");
        gate.open();

        JsonNode record = api.awaitEnd("s-big");
        assertThat(record.path("handle").path("state").asText()).isEqualTo("completed");
        assertThat(record.path("handle").path("exit").path("reason").asText()).isEqualTo("completed");
        assertThat(record.path("handle").path("exit").path("code").asInt(-1)).isZero();
        assertThat(record.path("decision").path("chosenLLM").asText()).isEqualTo("command");
        JsonNode result = record.path("result");
        assertThat(result.path("baseCommit").asText()).isEqualTo(big.head());
        assertThat(result.path("commits")).hasSize(1);
        assertThat(result.path("commits").path(0).path("subject").asText()).isEqualTo("change the README");
        assertThat(result.path("changes").path(0).path("path").asText()).isEqualTo("README");

        Path tree = HOME.state()
                .resolve("workareas")
                .resolve(record.path("archiveId").asText())
                .resolve("tree");
        assertThat(TestRepository.git(tree, "rev-parse", "HEAD"))
                .isEqualTo(result.path("headCommit").asText());
        assertThat(TestRepository.git(tree, "status", "--porcelain")).isEmpty();
        try (Stream<Path> archived = Files.walk(tree.resolve("src"))) {
            assertThat(archived.filter(Files::isRegularFile)).hasSize(FILES);
        }
        assertThat(HOME.state().resolve("worktrees").resolve("s-big")).doesNotExist();
        assertThat(kinds(api.events("s-big", 0)))
                .startsWith("session.accepted", "session.started", "workarea.ready")
                .endsWith("workarea.archived", "session.ended");

        assertThat(api.sessions()).isEmpty();
        assertThat(api.get("/api/daemon/status").json().path("activeSessions").asInt(-1))
                .isZero();
        assertThat(api.get("/api/daemon/sessions/s-big").status()).isEqualTo(404);
        assertThat(api.get("/api/daemon/workareas").json().path("archived"))
                .filteredOn(archive -> archive.path("sessionId").asText().equals("s-big"))
                .hasSize(1);
        HOME.awaitNoProcess();
    }

    @Test
    void theEventsCanBeReadFromEveryPlace() {
        ControlApi api = HOME.running().api();
        api.accept(Specs.shell("s-1", "sample", "for n in $(seq 30); do echo line $n; done"));
        List<JsonNode> whole;
        try (EventFollower live = EventFollower.of(HOME::api, "s-1", 0)) {
            whole = live.awaitEnd();
        }
        assertWithoutGap(whole);
        api.awaitEnd("s-1");
        for (int after = 0; after < whole.size(); after++) {
            List<JsonNode> rest = whole.subList(after, whole.size());
            assertThat(api.events("s-1", after)).isEqualTo(rest);
            try (EventFollower follower = EventFollower.of(HOME::api, "s-1", after)) {
                assertThat(follower.awaitEnd()).isEqualTo(rest);
            }
        }
        assertThat(api.events("s-1", whole.size())).isEmpty();
    }

    @Test
    void aReaderThatComesBackMissesNothingOverAKilledDaemon() {
        Flag alone = new Flag(flags.resolve("alone"));
        Flag more = new Flag(flags.resolve("more"));
        Flag back = new Flag(flags.resolve("back"));
        DaemonProcess first = HOME.running();
        first.api()
                .accept(Specs.shell(
                        "s-2",
                        "sample",
                        "for n in $(seq 100); do echo before $n; done\n" + alone.await()
                                + "for n in $(seq 100); do echo alone $n; done\n" + more.raise() + back.await()
                                + "for n in $(seq 100); do echo after $n; done\n"));
        try (EventFollower follower = EventFollower.of(HOME::api, "s-2", 0)) {
            follower.awaitCount(100);
            first.kill();
            alone.up();
            more.awaitUp();
            HOME.start();
            follower.awaitCount(200);
            back.up();
            List<JsonNode> events = follower.awaitEnd();
            assertWithoutGap(events);
            assertThat(follower.connections()).isGreaterThan(1);
            assertThat(events.stream().map(event -> event.path("text").asText()))
                    .containsSubsequence("before 1", "before 100", "alone 1", "alone 100", "after 1", "after 100");
            HOME.api().awaitEnd("s-2");
            assertThat(HOME.api().events("s-2", 0)).isEqualTo(events);
        }
    }

    private static List<String> kinds(List<JsonNode> events) {
        return events.stream().map(event -> event.path("kind").asText()).toList();
    }

    private static void assertWithoutGap(List<JsonNode> events) {
        assertThat(events.stream().map(event -> event.path("id").asLong()))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, events.size()).boxed().toList());
    }
}
