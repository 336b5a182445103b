package dev.donmai.worker.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.donmai.worker.internal.SessionFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    Path directory;

    @Test
    void referencesBecomeValuesAndArgumentsStayAsTheyAre() throws IOException, SessionFailure {
        Path file = Files.writeString(directory.resolve("key"), "from-file\n");
        Secrets secrets = Secrets.resolve(
                "x",
                Map.of(
                        "argv",
                        List.of("env:NAME", "file:/etc/passwd"),
                        "baseUrl",
                        "https://example.invalid",
                        "apiKey",
                        "env:NAME",
                        "env",
                        Map.of("KEY", "file:" + file, "PLAIN", "plain", "PORT", 80)),
                Map.of("NAME", "from-env"));
        assertThat(secrets.settings())
                .containsEntry("argv", List.of("env:NAME", "file:/etc/passwd"))
                .containsEntry("apiKey", "from-env")
                .containsEntry("baseUrl", "https://example.invalid");
        assertThat(secrets.env())
                .containsExactlyInAnyOrderEntriesOf(Map.of("KEY", "from-file", "PLAIN", "plain", "PORT", "80"));
        assertThat(secrets.values()).containsExactlyInAnyOrder("from-env", "from-file");
    }

    @Test
    void aMissingSecretIsNamedWithItsKey() {
        assertThatThrownBy(() -> Secrets.resolve("x", Map.of("env", Map.of("KEY", "env:NOPE")), Map.of()))
                .isInstanceOf(SessionFailure.class)
                .hasMessageStartingWith("agents.x.env.KEY: environment variable NOPE is not set");
        assertThatThrownBy(() -> Secrets.resolve("x", Map.of("key", "file:" + directory.resolve("none")), Map.of()))
                .isInstanceOf(SessionFailure.class)
                .hasMessageContaining("agents.x.key: can't read the secret")
                .hasMessageContaining("none");
    }
}
