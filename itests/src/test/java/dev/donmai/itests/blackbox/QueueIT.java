package dev.donmai.itests.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.itests.support.Cli;
import dev.donmai.itests.support.ControlApi;
import dev.donmai.itests.support.DaemonHome;
import dev.donmai.itests.support.DaemonProcess;
import dev.donmai.itests.support.Eventually;
import dev.donmai.itests.support.Flag;
import dev.donmai.itests.support.QueueDirectory;
import dev.donmai.itests.support.Specs;
import dev.donmai.itests.support.TestRepository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Work that waits in files is run once, whoever is killed and when. */
class QueueIT {

    /** How many items two daemons share; the profile {@code chaos} wants a thousand. */
    private static final int SHARED = Integer.getInteger("donmai.queue.items", 24);

    /** Of those that need a daemon with one slot. */
    @RegisterExtension
    static final DaemonHome ONE_SLOT = new DaemonHome();

    @RegisterExtension
    final DaemonHome home = new DaemonHome();

    @RegisterExtension
    final DaemonHome other = new DaemonHome();

    private Path runs;

    @BeforeAll
    static void allowOneSession() {
        ONE_SLOT.capacity(1)
                .foreignWorker()
                .project("sample", TestRepository.create(ONE_SLOT.temporary().resolve("sample")));
    }

    @BeforeEach
    void allowARepository() {
        TestRepository sample = TestRepository.create(home.temporary().resolve("sample"));
        home.project("sample", sample).capacity(4);
        other.project("sample", sample).capacity(4);
        runs = home.temporary().resolve("runs");
    }

    /** An item whose foreign worker notes that it has run. */
    private ObjectNode item(String id) {
        return Specs.foreign(id, "sample", "echo ran >> '" + runs + "-" + id + "'");
    }

    private long timesRun(String id) {
        return QueueDirectory.lines(Path.of(runs + "-" + id));
    }

    @Test
    void whatTheCommandLineQueuesRunsWhenADaemonComes() {
        QueueDirectory queue = QueueDirectory.of(home);
        Cli queued = Cli.run(
                home,
                "session",
                "run",
                "--queue",
                "--id",
                "s-1",
                "--repo",
                "sample",
                "--prompt",
                "echo hello > new.txt");
        assertThat(queued.err()).isEmpty();
        assertThat(queued.out())
                .startsWith("session s-1 queued: ")
                .contains(queue.directory().toString());
        assertThat(Cli.run(home, "session", "queue").out()).contains("s-1").contains("waiting");
        ControlApi api = home.start().api();
        JsonNode result = queue.awaitResult("done", "s-1");
        assertThat(result.path("state").asText()).isEqualTo("completed");
        assertThat(result.at("/session/archiveId").asText()).isNotEmpty();
        assertThat(api.record("s-1").at("/handle/state").asText()).isEqualTo("completed");
        assertThat(Cli.run(home, "session", "queue").out()).contains("1 done");
    }

    @Test
    void whatWaitsIsCountedAndPausingLeavesItAlone() {
        Flag go = new Flag(home.temporary().resolve("go"));
        QueueDirectory queue = QueueDirectory.of(ONE_SLOT);
        queue.put(Specs.foreign("s-1", "sample", go.await()));
        ControlApi api = ONE_SLOT.running().api();
        queue.awaitIn("claimed", "s-1");
        queue.put(item("s-2"));
        queue.put(item("s-3"));
        assertThat(depth(api)).isEqualTo(2);
        api.post("/api/daemon/pause");
        go.up();
        queue.awaitResult("done", "s-1");
        assertThat(queue.in("new")).containsExactly("s-2", "s-3");
        api.post("/api/daemon/resume");
        queue.awaitIn("done", "s-1", "s-2", "s-3");
        assertThat(depth(api)).isZero();
    }

    private static int depth(ControlApi api) {
        return api.get("/api/daemon/stats").json().path("queueDepth").asInt(-1);
    }

    @Test
    void whatCannotRunSaysWhy() {
        QueueDirectory queue = QueueDirectory.of(ONE_SLOT);
        queue.write("torn", "{\"sessionId\": \"torn");
        queue.put(Specs.plain("foreign", "https://example.invalid/other"));
        ONE_SLOT.running();
        assertThat(queue.awaitResult("failed", "torn").path("reason").asText()).isEqualTo("invalid");
        assertThat(queue.awaitResult("failed", "foreign").path("error").asText())
                .contains("is not in the project allowlist");
        assertThat(Cli.run(ONE_SLOT, "session", "queue").out())
                .contains("torn")
                .contains("invalid")
                .contains("is not in the project allowlist");
    }

    @Test
    void aDaemonThatIsKilledGoesOnWithWhatItHadBegun() {
        home.foreignWorker();
        Flag begun = new Flag(home.temporary().resolve("begun"));
        Flag go = new Flag(home.temporary().resolve("go"));
        QueueDirectory queue = QueueDirectory.of(home);
        ObjectNode item =
                Specs.foreign("s-1", "sample", "echo ran >> '" + runs + "-s-1'\n" + begun.raise() + go.await());
        queue.put(item);
        DaemonProcess first = home.start();
        begun.awaitUp();
        first.kill();
        queue.put(item("s-2"));
        home.start();
        queue.awaitIn("done", "s-2");
        assertThat(queue.in("claimed")).containsExactly("s-1");
        go.up();
        queue.awaitIn("done", "s-1", "s-2");
        assertThat(timesRun("s-1")).isEqualTo(1);
    }

    @Test
    void twoDaemonsShareAQueueAndEachItemRunsOnceAlsoWhenOneOfThemIsKilled() {
        QueueDirectory queue = QueueDirectory.shared(home.temporary().resolve("shared"), home, other);
        List<String> all = new ArrayList<>();
        for (int n = 0; n < SHARED; n++) {
            String id = "s-%04d".formatted(n);
            all.add(id);
            queue.put(item(id));
        }
        DaemonProcess first = home.foreignWorker().start();
        DaemonProcess second = other.foreignWorker().start();
        queue.awaitDone(SHARED / 4);
        first.kill();
        queue.awaitDone(SHARED / 2);
        first = home.start();
        queue.awaitDone(SHARED * 3 / 4);
        second.kill();
        second = other.start();
        Eventually.await("every item to be done")
                .atMost(Eventually.PATIENCE.plusMillis(SHARED * 200L))
                .untilAsserted(() -> assertThat(queue.in("done")).isEqualTo(all));
        assertThat(all).allSatisfy(id -> assertThat(timesRun(id)).as(id).isEqualTo(1));
        assertThat(queue.in("new")).isEmpty();
        assertThat(queue.in("claimed")).isEmpty();
        assertThat(queue.in("failed")).isEmpty();
        assertThat(first.isAlive() && second.isAlive()).isTrue();
    }
}
