package dev.donmai.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.lifecycle.TestConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlTokenFileTest {

    @TempDir
    Path home;

    private ControlTokenFile started() throws IOException {
        ControlTokenFile token = new ControlTokenFile(new TestConfiguration(home.resolve("state"), "{}"));
        token.start();
        return token;
    }

    private Path file() {
        return home.resolve("state/control.token");
    }

    private static String modes(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void makesATokenOnceAndKeepsIt() throws IOException {
        ControlTokenFile token = started();
        String made = Files.readString(file()).strip();
        assertThat(made).matches("[0-9a-f]{64}");
        assertThat(modes(file())).isEqualTo("rw-------");
        assertThat(modes(home.resolve("state"))).isEqualTo("rwx------");
        assertThat(token.matches(made)).isTrue();
        token.stop();

        assertThat(started().matches(made)).isTrue();
    }

    @Test
    void takesAwayWhatOthersMayRead() throws IOException {
        started();
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        started();
        assertThat(modes(file())).isEqualTo("rw-------");
    }

    @Test
    void nothingIsTheTokenBeforeTheStart() {
        ControlTokenFile token = new ControlTokenFile(new TestConfiguration(home, "{}"));
        assertThat(token.matches("")).isFalse();
    }

    @Test
    void onlyTheWholeTokenMatches() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "secret\n");
        ControlTokenFile token = started();
        assertThat(token.matches("secret")).isTrue();
        assertThat(token.matches("secre")).isFalse();
        assertThat(token.matches("secrets")).isFalse();
        assertThat(token.matches("SECRET")).isFalse();
        assertThat(token.matches("")).isFalse();
    }

    @Test
    void derivesByHmac() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "key");
        // The example that every description of HMAC has.
        assertThat(started().derive("The quick brown fox jumps over the lazy dog"))
                .isEqualTo("f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8");
    }
}
