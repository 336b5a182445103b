package dev.donmai.worker.internal.workarea;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomOnDiskTest {

    @Test
    void aDiskThatIsAlmostFullIsNamedBeforeGitFillsIt() {
        assertThatThrownBy(() -> RoomOnDisk.check(Path.of("/w"), 12L << 20))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("no room for a check-out: 12 MiB are free in /w, at least 64 are needed");
    }

    @Test
    void aDiskWithRoomIsAdmitted(@TempDir Path directory) {
        assertThatCode(() -> RoomOnDisk.check(directory)).doesNotThrowAnyException();
        assertThatCode(() -> RoomOnDisk.check(directory, RoomOnDisk.LEAST_BYTES))
                .doesNotThrowAnyException();
    }
}
