package dev.donmai.itests.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whatever part of a session is killed or does not want to end: its end is told truly and nothing of it is left. */
class FaultsIT {

    /** What our worker runs in. */
    private static final String WORKER = "java";

    private static final int SIGKILL = 9;

    @RegisterExtension
    static final DaemonHome HOME = new DaemonHome();

    @RegisterExtension
    static final DaemonHome FOREIGN = new DaemonHome();

    @TempDir
    private Path flags;

    @BeforeAll
    static void allowARepository() {
        TestRepository sample = TestRepository.create(HOME.temporary().resolve("sample"));
        HOME.project("sample", sample);
        FOREIGN.foreignWorker().project("sample", sample);
    }

    @Test
    void anAgentThatIsKilledFailsItsSession() {
        ControlApi api = HOME.running().api();
        Flag agent = flag("agent");
        api.accept(Specs.shell("s-1", "sample", agent.raise("$$") + staysForever()));
        Processes.signal(agent.awaitPid(), "KILL");
        JsonNode record = api.awaitEnd("s-1");
        assertExit(record, "failed", "failed");
        assertThat(record.path("archiveId").asText()).isNotEmpty();
        assertNothingLeft(HOME, api);
    }

    @Test
    void aWorkerThatIsKilledTakesItsAgentAlong() {
        ControlApi api = HOME.running().api();
        Flag agent = flag("agent");
        api.accept(Specs.shell("s-1", "sample", agent.raise("$$") + staysForever()));
        long pid = agent.awaitPid();
        Processes.signal(Processes.ofSession(HOME.nonce("s-1"), WORKER), "KILL");
        JsonNode record = api.awaitEnd("s-1");
        assertExit(record, "failed", "signalled");
        assertThat(record.path("handle").path("exit").path("signal").asInt()).isEqualTo(SIGKILL);
        assertThat(record.path("archiveId").asText()).isNotEmpty();
        assertThat(Processes.isAlive(pid)).isFalse();
        assertNothingLeft(HOME, api);
    }

    @Test
    void aWrapperThatIsKilledLosesTheSessionAndEndsTheRestOfIt() {
        ControlApi api = HOME.running().api();
        Flag agent = flag("agent");
        long wrapper = api.accept(Specs.shell("s-1", "sample", agent.raise("$$") + staysForever()))
                .path("pid")
                .asLong();
        agent.awaitUp();
        Processes.signal(wrapper, "KILL");
        JsonNode record = api.awaitEnd("s-1");
        assertExit(record, "failed", "wrapper-lost");
        assertThat(record.path("handle").path("exit").has("code")).isFalse();
        assertThat(record.path("archiveId").asText()).isNotEmpty();
        assertNothingLeft(HOME, api);
    }

    @Test
    void aWrapperThatIsKilledWhileNoDaemonRunsIsFoundAndTheRestEnded() {
        DaemonProcess first = HOME.running();
        Flag agent = flag("agent");
        long wrapper = first.api()
                .accept(Specs.shell("s-1", "sample", agent.raise("$$") + staysForever()))
                .path("pid")
                .asLong();
        agent.awaitUp();
        first.kill();
        Processes.signal(wrapper, "KILL");
        Eventually.await("the wrapper to be gone").until(() -> !Processes.isAlive(wrapper));
        ControlApi api = HOME.start().api();
        assertExit(api.awaitEnd("s-1"), "failed", "wrapper-lost");
        assertNothingLeft(HOME, api);
    }

    @Test
    void anAgentThatIgnoresToBeToldIsEndedWithAllThatItStarted() {
        ControlApi api = HOME.running().api();
        Flag ready = flag("ready");
        api.accept(Specs.shell("s-1", "sample", stubbornFamily(ready)));
        ready.awaitUp();
        assertThat(Processes.carrying(HOME.nonce("s-1"))).hasSizeGreaterThanOrEqualTo(5);
        assertThat(api.post("/api/daemon/sessions/s-1/stop", "{\"reason\":\"enough\"}")
                        .status())
                .isIn(200, 202);
        assertExit(api.awaitEnd("s-1"), "terminated", "stopped");
        assertNothingLeft(HOME, api);
    }

    @Test
    void aForeignWorkerThatIgnoresToBeToldIsEndedWithAllThatItStarted() {
        ControlApi api = FOREIGN.running().api();
        Flag ready = flag("ready");
        api.accept(Specs.foreign("s-1", "sample", stubbornFamily(ready)));
        ready.awaitUp();
        assertThat(Processes.carrying(FOREIGN.nonce("s-1"))).hasSizeGreaterThanOrEqualTo(4);
        assertThat(api.post("/api/daemon/sessions/s-1/stop").status()).isEqualTo(200);
        // The stop has waited for the end of the tree.
        assertThat(FOREIGN.processes()).isEmpty();
        JsonNode record = api.awaitEnd("s-1");
        assertExit(record, "terminated", "stopped");
        assertThat(record.path("handle").path("exit").path("signal").asInt()).isEqualTo(SIGKILL);
        assertNothingLeft(FOREIGN, api);
    }

    @Test
    void whatAWorkerLeavesBehindIsEndedToo() {
        ControlApi api = FOREIGN.running().api();
        Flag child = flag("child");
        api.accept(Specs.foreign(
                "s-1",
                "sample",
                "setsid sh -c 'trap \"\" TERM; " + child.raise("$$") + "sleep 1000; sleep 1000' &\n" + child.await()));
        long stray = child.awaitPid();
        assertExit(api.awaitEnd("s-1"), "completed", "completed");
        assertThat(Processes.isAlive(stray)).isFalse();
        assertNothingLeft(FOREIGN, api);
    }

    @Test
    void aSessionThatTakesTooLongIsEnded() {
        ControlApi api = HOME.running().api();
        ObjectNode spec = Specs.shell("s-1", "sample", staysForever());
        api.accept(spec.put("maxDurationSeconds", 3));
        assertExit(api.awaitEnd("s-1"), "terminated", "timeout");
        assertNothingLeft(HOME, api);
    }

    /** Shell code of a parent that ignores TERM, a child, a grandchild and one of these in a session of its own. */
    private static String stubbornFamily(Flag ready) {
        return """
                trap '' TERM HUP INT
                (
                    sleep 1000 &
                    sleep 1000
                ) &
                setsid sh -c 'trap "" TERM HUP INT; sleep 1000; sleep 1000' &
                """ + ready.raise() + staysForever();
    }

    private static String staysForever() {
        return "while :; do sleep 1; done\n";
    }

    private Flag flag(String name) {
        return new Flag(flags.resolve(name));
    }

    private static void assertExit(JsonNode record, String state, String reason) {
        JsonNode exit = record.path("handle").path("exit");
        assertThat(List.of(exit.path("state").asText(), exit.path("reason").asText()))
                .as("exit of %s", record)
                .containsExactly(state, reason);
    }

    private static void assertNothingLeft(DaemonHome home, ControlApi api) {
        assertThat(api.sessions()).isEmpty();
        assertThat(home.processes()).isEmpty();
        assertThat(home.state().resolve("worktrees").resolve("s-1")).doesNotExist();
    }
}
