package dev.donmai.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.donmai.config.StateDirectory;
import dev.donmai.files.PathLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonLockTest {

    @TempDir
    Path directory;

    @Test
    void makesTheStateDirectoryForItsOwnerAlone() throws IOException {
        StateDirectory state = new StateDirectory(directory.resolve("a/b"));

        try (PathLock lock = DaemonLock.take(state)) {
            assertThat(lock).isNotNull();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.root())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void namesTheDaemonThatHasTheDirectory() throws IOException {
        StateDirectory state = new StateDirectory(directory);
        try (PathLock lock = DaemonLock.take(state)) {
            assertThat(lock).isNotNull();
            Files.writeString(state.address(), "127.0.0.1:7734\n");

            assertThatThrownBy(() -> DaemonLock.take(state))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("(pid " + ProcessHandle.current().pid() + ") listening on 127.0.0.1:7734")
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("DONMAI_STATE_HOME");
        }
    }

    @Test
    void canBeTakenAgainAfterItsEnd() throws IOException {
        StateDirectory state = new StateDirectory(directory);
        DaemonLock.take(state).close();

        DaemonLock.take(state).close();

        assertThat(state.lock()).exists();
    }
}
