package dev.donmai.itests.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.itests.support.ControlApi;
import dev.donmai.itests.support.DaemonHome;
import dev.donmai.itests.support.DaemonProcess;
import dev.donmai.itests.support.Eventually;
import dev.donmai.itests.support.Flag;
import dev.donmai.itests.support.Processes;
import dev.donmai.itests.support.Specs;
import dev.donmai.itests.support.TestRepository;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that starts finds what a killed one has left. */
class AdoptionIT {

    @RegisterExtension
    static final DaemonHome HOME = new DaemonHome();

    @RegisterExtension
    final DaemonHome foreign = new DaemonHome();

    @TempDir
    private Path flags;

    @BeforeAll
    static void allowARepository() {
        HOME.project("sample", TestRepository.create(HOME.temporary().resolve("sample")));
    }

    @Test
    void fiveRunningSessionsAreAdoptedAndFinish() {
        Flag go = flag("go");
        DaemonProcess first = HOME.running();
        List<String> ids = IntStream.rangeClosed(1, 5).mapToObj(n -> "s-" + n).toList();
        for (String id : ids) {
            first.api()
                    .accept(Specs.shell(
                            id,
                            "sample",
                            flag(id).raise() + go.await() + "echo " + id + " >> README\n"
                                    + "git -c user.name=A -c user.email=a@example.invalid commit -qam " + id));
        }
        ids.forEach(id -> flag(id).awaitUp());
        Map<String, Long> before = wrappers(first.api());
        assertThat(before.keySet()).containsExactlyInAnyOrderElementsOf(ids);

        first.kill();
        assertThat(before.values()).allMatch(Processes::isAlive);
        ControlApi api = HOME.start().api();

        assertThat(wrappers(api)).isEqualTo(before);
        assertThat(api.sessions())
                .allMatch(handle -> handle.path("state").asText().equals("running"));
        assertThat(api.get("/api/daemon/status").json().path("activeSessions").asInt())
                .isEqualTo(5);
        for (String id : ids) {
            assertThat(api.get("/api/daemon/sessions/" + id).status()).isEqualTo(200);
        }
        go.up();
        for (String id : ids) {
            JsonNode record = api.awaitEnd(id);
            assertThat(record.path("handle").path("exit").path("reason").asText())
                    .isEqualTo("completed");
            assertThat(record.path("result").path("commits")).hasSize(1);
            assertThat(record.path("archiveId").asText()).isNotEmpty();
        }
        assertThat(api.sessions()).isEmpty();
        HOME.awaitNoProcess();
    }

    @Test
    void aSessionThatEndedMeanwhileIsFinishedWithItsTrueExitCode() {
        foreign.foreignWorker()
                .project("sample", TestRepository.create(foreign.temporary().resolve("sample")));
        Flag running = flag("running");
        Flag go = flag("go");
        DaemonProcess first = foreign.start();
        long wrapper = first.api()
                .accept(Specs.foreign("s-7", "sample", running.raise() + go.await() + "exit 7"))
                .path("pid")
                .asLong();
        running.awaitUp();
        first.kill();
        go.up();
        awaitGone(wrapper);
        assertThat(foreign.session("s-7").resolve("record.json")).doesNotExist();

        ControlApi api = foreign.start().api();

        JsonNode exit = api.awaitEnd("s-7").path("handle").path("exit");
        assertThat(exit.path("state").asText()).isEqualTo("failed");
        assertThat(exit.path("reason").asText()).isEqualTo("failed");
        assertThat(exit.path("code").asInt()).isEqualTo(7);
        assertThat(api.sessions()).isEmpty();
        assertThat(api.events("s-7", 0).getLast().path("kind").asText()).isEqualTo("session.ended");
    }

    @Test
    void aSessionThatEndedMeanwhileIsArchived() {
        Flag running = flag("running");
        Flag go = flag("go");
        DaemonProcess first = HOME.running();
        long wrapper = first.api()
                .accept(Specs.shell("s-6", "sample", running.raise() + go.await() + "echo more > unsaved"))
                .path("pid")
                .asLong();
        running.awaitUp();
        first.kill();
        go.up();
        awaitGone(wrapper);

        ControlApi api = HOME.start().api();

        JsonNode record = api.awaitEnd("s-6");
        assertThat(record.path("handle").path("exit").path("reason").asText()).isEqualTo("completed");
        assertThat(HOME.state()
                        .resolve("workareas")
                        .resolve(record.path("archiveId").asText())
                        .resolve("tree")
                        .resolve("unsaved"))
                .hasContent("more");
        assertThat(HOME.state().resolve("worktrees").resolve("s-6")).doesNotExist();
    }

    @Test
    void aDaemonThatIsKilledAgainAndAgainLosesNothing() {
        DaemonProcess daemon = HOME.running();
        List<String> ids = IntStream.rangeClosed(11, 13).mapToObj(n -> "s-" + n).toList();
        for (String id : ids) {
            // Killed right after what was promised: whatever the session is just doing goes on or is taken up again.
            assertThat(daemon.api()
                            .accept(Specs.shell(id, "sample", "echo " + id + " > done"))
                            .path("sessionId")
                            .asText())
                    .isEqualTo(id);
            daemon.kill();
            daemon = HOME.start();
        }
        ControlApi api = daemon.api();
        for (String id : ids) {
            JsonNode record = api.awaitEnd(id);
            assertThat(record.path("handle").path("exit").path("reason").asText())
                    .as("%s: %s", id, record)
                    .isEqualTo("completed");
            assertThat(HOME.state()
                            .resolve("workareas")
                            .resolve(record.path("archiveId").asText())
                            .resolve("tree")
                            .resolve("done"))
                    .hasContent(id);
        }
    }

    private Flag flag(String name) {
        return new Flag(flags.resolve(name));
    }

    private static void awaitGone(long wrapper) {
        // Not reaped by anybody we know, so its zombie counts as gone.
        Eventually.await("the wrapper to end").until(() -> !Processes.isAlive(wrapper));
    }

    private static Map<String, Long> wrappers(ControlApi api) {
        return api.sessions().stream()
                .collect(Collectors.toMap(
                        handle -> handle.path("sessionId").asText(),
                        handle -> handle.path("pid").asLong()));
    }
}
