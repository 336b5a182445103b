package dev.donmai.launcher.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.config.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonAddressTest {

    @TempDir
    Path directory;

    private StateDirectory state = new StateDirectory(Path.of("/"));

    @BeforeEach
    void useDirectory() {
        state = new StateDirectory(directory);
    }

    private DaemonAddress resolve(String host, int port, Map<String, String> environment) {
        return DaemonAddress.resolve(host, port, environment, state);
    }

    @Test
    void fallsBackToTheDefaultWhenNobodySaysAnything() {
        assertThat(resolve("", 0, Map.of())).isEqualTo(new DaemonAddress("127.0.0.1", 7734));
    }

    @Test
    void readsTheFileOfTheRunningDaemon() throws IOException {
        Files.writeString(state.address(), "127.0.0.1:40123\n");

        assertThat(resolve("", 0, Map.of())).isEqualTo(new DaemonAddress("127.0.0.1", 40123));
    }

    @Test
    void prefersTheEnvironmentToTheFileAndTheOwnNameToTheOlder() throws IOException {
        Files.writeString(state.address(), "127.0.0.1:40123\n");

        assertThat(resolve("", 0, Map.of("RENSEI_DAEMON_URL", "old:1"))).isEqualTo(new DaemonAddress("old", 1));
        assertThat(resolve("", 0, Map.of("RENSEI_DAEMON_URL", "old:1", "DONMAI_DAEMON_URL", "http://new:2/")))
                .isEqualTo(new DaemonAddress("new", 2));
    }

    @Test
    void takesTheDefaultWhenTheVariableHasNoUsablePort() {
        assertThat(resolve("", 0, Map.of("DONMAI_DAEMON_URL", "elsewhere"))).isEqualTo(DaemonAddress.DEFAULT);
        assertThat(resolve("", 0, Map.of("DONMAI_DAEMON_URL", "elsewhere:0"))).isEqualTo(DaemonAddress.DEFAULT);
        assertThat(resolve("", 0, Map.of("DONMAI_DAEMON_URL", "elsewhere:99999")))
                .isEqualTo(DaemonAddress.DEFAULT);
    }

    @Test
    void letsFlagsReplaceTheirHalf() throws IOException {
        Files.writeString(state.address(), "127.0.0.1:40123\n");

        assertThat(resolve("box", 0, Map.of())).isEqualTo(new DaemonAddress("box", 40123));
        assertThat(resolve("", 9, Map.of())).isEqualTo(new DaemonAddress("127.0.0.1", 9));
        assertThat(resolve("box", 9, Map.of("DONMAI_DAEMON_URL", "new:2"))).isEqualTo(new DaemonAddress("box", 9));
    }

    @Test
    void putsBracketsAroundAnAddressOfVersionSix() {
        assertThat(DaemonAddress.parse("http://[::1]:8080")).contains(new DaemonAddress("::1", 8080));
        assertThat(resolve("::1", 8080, Map.of())).hasToString("[::1]:8080");
        assertThat(resolve("[::1]", 8080, Map.of())).hasToString("[::1]:8080");
        assertThat(DaemonAddress.parse("[::1]")).isEmpty();
    }
}
