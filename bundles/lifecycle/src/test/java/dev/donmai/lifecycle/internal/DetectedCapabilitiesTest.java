package dev.donmai.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.lifecycle.TestConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectedCapabilitiesTest {

    private static final Duration NEVER = Duration.ofDays(1);

    @TempDir
    Path home;

    private TestConfiguration configuration;
    private DetectedCapabilities capabilities;

    @BeforeEach
    void make() {
        configuration = new TestConfiguration(home, "{}");
        capabilities = with(NEVER);
    }

    private DetectedCapabilities with(Duration interval) {
        return new DetectedCapabilities(
                new DaemonOptions("", "", "", "", "", List.of(), List.of(), Map.of("PATH", home.toString())),
                configuration,
                interval);
    }

    @AfterEach
    void stop() {
        capabilities.stop();
    }

    private void install(String program) throws IOException {
        Files.createFile(
                home.resolve(program),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    @Test
    void knowsNothingBeforeTheStart() {
        assertThat(capabilities.kinds()).isEmpty();
    }

    @Test
    void hasFiveKindsOnAnyMachine() {
        capabilities.start();
        assertThat(capabilities.kinds()).containsExactly("native", "http", "host-binary", "workarea", "mcp-server");
    }

    @Test
    void keepsTheOrderOfTheContract() throws IOException {
        install("node");
        install("python3");
        capabilities.start();
        assertThat(capabilities.kinds())
                .containsExactly("native", "http", "host-binary", "workarea", "npm", "python-pip", "mcp-server");
    }

    @Test
    void otherProgramsOfTheSameMakersDoNotCount() throws IOException {
        for (String program : List.of("npm", "npx", "python", "pip", "pip3", "nodejs")) {
            install(program);
        }
        capabilities.start();
        assertThat(capabilities.kinds()).hasSize(5);
    }

    @Test
    void looksAgainWhenTheConfigurationWasRead() throws IOException {
        capabilities.start();
        install("node");
        configuration.reload();
        assertThat(capabilities.kinds()).contains("npm");
        Files.delete(home.resolve("node"));
        configuration.reload();
        assertThat(capabilities.kinds()).doesNotContain("npm").hasSize(5);
    }

    @Test
    void looksAgainFromTimeToTime() throws IOException {
        capabilities = with(Duration.ofMillis(20));
        capabilities.start();
        install("python3");
        await().until(() -> capabilities.kinds().contains("python-pip"));
    }
}
