package dev.donmai.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.files.AtomicFile;
import dev.donmai.lifecycle.TestConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    private void write(String token) throws IOException {
        Files.createDirectories(file().getParent());
        AtomicFile.write(file(), token);
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

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw--w----"})
    void makesANewOneWhenOthersCouldKnowTheOldOne(String mode) throws IOException {
        started();
        String old = Files.readString(file()).strip();
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(mode));

        ControlTokenFile token = started();

        assertThat(modes(file())).isEqualTo("rw-------");
        assertThat(token.matches(old)).isFalse();
        assertThat(token.matches(Files.readString(file()).strip())).isTrue();
    }

    @Test
    void nothingIsTheTokenBeforeTheStart() {
        ControlTokenFile token = new ControlTokenFile(new TestConfiguration(home, "{}"));
        assertThat(token.matches("")).isFalse();
    }

    @Test
    void onlyTheWholeTokenMatches() throws IOException {
        write("secret\n");
        ControlTokenFile token = started();
        assertThat(token.matches("secret")).isTrue();
        assertThat(token.matches("secre")).isFalse();
        assertThat(token.matches("secrets")).isFalse();
        assertThat(token.matches("SECRET")).isFalse();
        assertThat(token.matches("")).isFalse();
    }

    @Test
    void derivesByHmac() throws IOException {
        write("key");
        // The example that every description of HMAC has.
        assertThat(started().derive("The quick brown fox jumps over the lazy dog"))
                .isEqualTo("f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8");
    }
}
