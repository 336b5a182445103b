package dev.donmai.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineLogTest {

    @TempDir
    Path directory;

    @Test
    void goesOnWhereTheLastCompleteLineEnded() throws IOException {
        Path file = directory.resolve("log");
        Files.writeString(file, "one\ntwo\nthr");
        try (LineLog log = LineLog.open(file)) {
            assertThat(log.lines()).isEqualTo(2);
            assertThat(log.append(n -> "line " + n)).isEqualTo(3);
            assertThat(log.size()).isEqualTo(Files.size(file));
        }
        assertThat(file).hasContent("one\ntwo\nline 3\n");
    }

    @Test
    void anInterruptedWriterDoesNotCloseIt() throws IOException {
        Path file = directory.resolve("log");
        try (LineLog log = LineLog.open(file)) {
            Thread.currentThread().interrupt();
            log.append(n -> "first");
            assertThat(Thread.interrupted()).isTrue();
            log.append(n -> "second");
            log.sync();
        }
        assertThat(file).hasContent("first\nsecond\n");
    }
}
