package dev.donmai.itests.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.itests.support.Cli;
import dev.donmai.itests.support.DaemonHome;
import dev.donmai.itests.support.DaemonProcess;
import dev.donmai.itests.support.Flag;
import dev.donmai.itests.support.Specs;
import dev.donmai.itests.support.TestRepository;
import dev.donmai.model.Json;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The command line against a running daemon, and without one. */
class CommandLineIT {

    /** Of those that need a daemon. */
    @RegisterExtension
    static final DaemonHome SHARED = new DaemonHome();

    @RegisterExtension
    final DaemonHome home = new DaemonHome();

    @BeforeAll
    static void allowARepository() {
        SHARED.project("sample", TestRepository.create(SHARED.temporary().resolve("sample")));
    }

    @Test
    void aSessionIsRunShownListedAndRead() throws Exception {
        DaemonProcess daemon = SHARED.running();

        Cli status = asked("daemon", "status");
        assertThat(status.code()).isZero();
        assertThat(status.out()).contains("ready", "test-machine", "0 / 8", String.valueOf(daemon.pid()));

        Cli run = asked("session", "run", "--repo", "sample", "--id", "s-1", "--prompt", "echo hello from the agent");
        assertThat(run.code()).as(run.toString()).isZero();
        assertThat(run.out()).contains("session s-1 accepted", "hello from the agent", "completed");
        Cli failing = asked("session", "run", "--repo", "sample", "--id", "s-2", "--follow", "--prompt", "exit 3");
        assertThat(failing.code()).isEqualTo(1);
        assertThat(failing.out()).contains("failed");

        assertThat(asked("session", "list").out()).contains("s-1", "completed", "s-2", "failed");
        Cli show = asked("session", "show", "s-1", "--json");
        assertThat(show.code()).isZero();
        JsonNode record = Json.mapper().readTree(show.out());
        assertThat(record.path("handle").path("exit").path("reason").asText()).isEqualTo("completed");
        assertThat(asked("session", "show", "s-1").out()).contains("s-1", "completed", "command");
        assertThat(asked("session", "logs", "s-1").out()).isEqualTo("hello from the agent\n");
        assertThat(asked("session", "events", "s-1", "--json").out().lines())
                .first()
                .asString()
                .contains("\"id\":1", "session.accepted");
        assertThat(asked("session", "events", "s-1", "--after", "1").out()).doesNotContain("accepted  ");

        Cli unknown = asked("session", "show", "nobody");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).startsWith("Error: ").contains("session not found");
        Cli refused = asked("session", "run", "--repo", "elsewhere", "--prompt", "true");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("repository \"elsewhere\" is not in the project allowlist");
    }

    @Test
    void aSessionIsStoppedAndTheDaemonTold() {
        DaemonProcess daemon = SHARED.running();
        Flag running = new Flag(SHARED.temporary().resolve("running"));
        daemon.api().accept(Specs.shell("s-3", "sample", running.raise() + "sleep 1000\n"));
        running.awaitUp();

        Cli stop = asked("session", "stop", "s-3", "--reason", "enough of it");
        assertThat(stop.code()).as(stop.toString()).isZero();
        JsonNode record = daemon.api().awaitEnd("s-3");
        assertThat(record.path("handle").path("exit").path("reason").asText()).isEqualTo("stopped");

        assertThat(asked("daemon", "pause").code()).isZero();
        assertThat(asked("daemon", "status").out()).contains("paused");
        assertThat(asked("session", "run", "--repo", "sample", "--prompt", "true")
                        .err())
                .contains("daemon is not running (state \"paused\")");
        assertThat(asked("daemon", "resume").code()).isZero();
        assertThat(asked("daemon", "drain", "--timeout", "5").code()).isZero();
        assertThat(asked("daemon", "status").out()).contains("paused");
        assertThat(asked("daemon", "stop").code()).isZero();
        assertThat(daemon.awaitExit()).isZero();
        assertThat(daemon.out()).endsWith("[daemon] stop requested\n[daemon] stopped\n");
    }

    @Test
    void withoutADaemonOneSentenceSaysSo() {
        Cli status = cli("daemon", "status", "--port", "1");
        assertThat(status.code()).isEqualTo(1);
        assertThat(status.out()).isEmpty();
        assertThat(status.err()).startsWith("Error: ").doesNotContain("Exception", "\tat ");
        assertThat(cli("nonsense").code()).isEqualTo(1);
        assertThat(cli("version").code()).isZero();
    }

    @Test
    void quickstartShowsAWholeSessionFromNothing() {
        Cli quickstart = cli("quickstart");
        assertThat(quickstart.code()).as(quickstart.toString()).isZero();
        assertThat(quickstart.out()).contains("completed");
        Matcher commit = Pattern.compile("\\b[0-9a-f]{7,40}\\b").matcher(quickstart.out());
        assertThat(commit.find()).isTrue();
        // It has left the home directory alone.
        assertThat(home.userHome()).isEmptyDirectory();
        assertThat(home.state()).isEmptyDirectory();
    }

    @Test
    void quickstartWithTheStubSaysThatThereIsNoCommit() {
        Cli quickstart = cli("quickstart", "--agent", "stub");
        assertThat(quickstart.code()).as(quickstart.toString()).isZero();
        assertThat(quickstart.out()).contains("no commit");
    }

    private static Cli asked(String... arguments) {
        return Cli.run(SHARED, arguments);
    }

    private Cli cli(String... arguments) {
        return Cli.run(home, arguments);
    }
}
