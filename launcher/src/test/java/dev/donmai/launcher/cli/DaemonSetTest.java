package dev.donmai.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonSetTest {

    private static final String CAPACITY = "POST /api/daemon/capacity";
    private static final String SESSIONS = "capacity.maxConcurrentSessions";
    private static final String DISK = "capacity.poolMaxDiskGb";

    private static final String CONFIG = """
            # ours
            machine: {id: box}
            capacity:
              maxConcurrentSessions: 4   # enough
              poolMaxDiskGb: 50
            """;

    @RegisterExtension
    final CommandRun command = new CommandRun();

    private static String reply(boolean ok, String key, String value, String message) {
        return "{\"ok\":" + ok + ",\"key\":\"" + key + "\",\"value\":\"" + value + "\",\"message\":\"" + message
                + "\"}";
    }

    private void write(String config) throws IOException {
        Files.writeString(command.config(), config);
    }

    private String config() throws IOException {
        return Files.readString(command.config());
    }

    @Test
    void writesTheFileAndTellsTheDaemon() throws IOException {
        write(CONFIG);
        command.daemon().answer(CAPACITY, 200, reply(true, SESSIONS, "6", "applied"));

        assertThat(command.run("daemon", "set", SESSIONS, "6")).isZero();

        assertThat(command.out()).isEqualTo("set capacity.maxConcurrentSessions=6: applied\n");
        assertThat(config()).isEqualTo(CONFIG.replace("4   # enough", "6   # enough"));
        assertThat(command.daemon().requests().getFirst().body())
                .isEqualTo("{\"key\":\"capacity.maxConcurrentSessions\",\"value\":\"6\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {SESSIONS, DISK})
    void keepsANought(String key) throws IOException {
        write(CONFIG);
        command.daemon().answer(CAPACITY, 200, reply(true, key, "0", "applied"));

        assertThat(command.run("daemon", "set", key, "0")).isZero();

        assertThat(config()).contains(key.substring("capacity.".length()) + ": 0");
    }

    @Test
    void printsTheReply() throws IOException {
        write(CONFIG);
        command.daemon().answer(CAPACITY, 200, reply(true, DISK, "7", "applied"));

        assertThat(command.run("daemon", "set", DISK, "7", "--json")).isZero();

        assertThat(command.out()).isEqualTo("""
                        {
                          "ok": true,
                          "key": "capacity.poolMaxDiskGb",
                          "value": "7",
                          "message": "applied"
                        }
                        """);
    }

    @Test
    void isContentWithTheFileWhereNoDaemonRuns() throws IOException {
        write(CONFIG);
        command.daemon().close();

        assertThat(command.run("daemon", "set", DISK, "7")).isZero();
        assertThat(command.out())
                .isEqualTo("set capacity.poolMaxDiskGb=7 (daemon not reachable; config written to disk)\n");
        assertThat(config()).contains("poolMaxDiskGb: 7");

        assertThat(command.run("daemon", "set", DISK, "8", "--json")).isZero();
        assertThat(command.out()).contains("\"message\": \"daemon not reachable; config written to disk\"");
    }

    @Test
    void failsWhenTheDaemonRefuses() throws IOException {
        write(CONFIG);
        command.daemon()
                .answer(CAPACITY, 400, reply(false, DISK, "7", "unknown key"))
                .answer(CAPACITY, 200, reply(false, DISK, "7", "not now"));

        assertThat(command.run("daemon", "set", DISK, "7")).isEqualTo(1);
        assertThat(command.err())
                .isEqualTo("Error: daemon rejected set capacity.poolMaxDiskGb: /api/daemon/capacity: bad request:"
                        + " unknown key (it is written to " + command.config() + ")\n");

        assertThat(command.run("daemon", "set", DISK, "7")).isEqualTo(1);
        assertThat(command.err()).isEqualTo("Error: daemon rejected set capacity.poolMaxDiskGb: not now\n");
        assertThat(command.out()).isEmpty();
    }

    @Test
    void failsWhenADaemonIsThereButDoesNotAnswer() throws IOException {
        write(CONFIG);
        command.daemon().breakAfter(CAPACITY, "{");

        assertThat(command.run("daemon", "set", DISK, "7")).isEqualTo(1);

        assertThat(command.err()).startsWith("Error: daemon rejected set capacity.poolMaxDiskGb: request failed: ");
    }

    @Test
    void makesAConfigurationThatADaemonCanUse() throws IOException {
        command.daemon().close();

        assertThat(command.run("daemon", "set", SESSIONS, "3")).isZero();

        assertThat(config()).contains("maxConcurrentSessions: 3", "machine:");
    }

    @Test
    void changesTheFileItIsGiven() throws IOException {
        Path other = Files.writeString(command.directory().resolve("other.yaml"), CONFIG);
        command.daemon().close();

        assertThat(command.run("daemon", "set", DISK, "9", "--config", other.toString()))
                .isZero();

        assertThat(Files.readString(other)).contains("poolMaxDiskGb: 9");
        assertThat(command.config()).doesNotExist();
    }

    @Test
    void leavesAnUnusableFileAloneAndAsksNobody() throws IOException {
        write("machine: [\n");

        assertThat(command.run("daemon", "set", DISK, "9")).isEqualTo(1);

        assertThat(command.err())
                .startsWith("Error: ")
                .contains(command.config().toString());
        assertThat(config()).isEqualTo("machine: [\n");
        assertThat(command.daemon().requests()).isEmpty();
    }

    @Test
    void knowsTwoKeys() {
        assertThat(command.run("daemon", "set", "autoUpdate.channel", "3")).isEqualTo(1);

        assertThat(command.err())
                .isEqualTo("Error: unknown config key \"autoUpdate.channel\" — supported keys:"
                        + " capacity.maxConcurrentSessions, capacity.poolMaxDiskGb\n");
        assertThat(command.config()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"five", "5.0", "1e3", "", " 5", "99999999999999999999"})
    void wantsAWholeNumber(String value) {
        assertThat(command.run("daemon", "set", DISK, value)).isEqualTo(1);

        assertThat(command.err())
                .isEqualTo("Error: capacity.poolMaxDiskGb must be a non-negative integer, got \"" + value + "\"\n");
        assertThat(command.config()).doesNotExist();
    }

    @Test
    void wantsNoNegativeNumber() {
        assertThat(command.run("daemon", "set", DISK, "--", "-1")).isEqualTo(1);

        assertThat(command.err())
                .isEqualTo("Error: capacity.poolMaxDiskGb must be a non-negative integer, got \"-1\"\n");
    }
}
