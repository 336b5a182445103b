package dev.donmai.worker.internal.workarea;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {

    @TempDir
    Path parent;

    @Test
    void leavesNothingBehindAndCanBeTakenAgain() throws IOException {
        Path directory = parent.resolve("s-1");
        Optional<DirectoryLock> first = DirectoryLock.take(directory);
        assertThat(first).isPresent();
        assertThat(parent.resolve(".s-1.lock")).exists();
        first.get().close();
        assertThat(parent).isEmptyDirectory();
        Optional<DirectoryLock> again = DirectoryLock.take(directory);
        assertThat(again).isPresent();
        again.get().close();
    }
}
