package dev.donmai.providers.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.api.provider.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitProviderTest {

    @TempDir
    Path dir;

    private void program(String name) throws IOException {
        Files.createFile(
                dir.resolve(name), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }

    @Test
    void whatIsMissingIsARestrictionThatIsNamed() throws Exception {
        Probe nothing = GitProvider.probe(dir.toString());
        assertThat(nothing.status()).isEqualTo(Probe.Status.DEGRADED);
        assertThat(nothing.reason()).contains("no git in PATH");

        program("git");
        assertThat(GitProvider.probe(dir.toString()).reason()).contains("no gh in PATH");

        program("gh");
        assertThat(GitProvider.probe(dir.toString())).isEqualTo(Probe.ready());
    }
}
