package dev.donmai.worker.internal.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.files.Redactor;
import dev.donmai.worker.internal.Cancellation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputLogTest {

    @TempDir
    Path directory;

    private final Cancellation cancellation = new Cancellation();

    private static void add(OutputLog.Lines lines, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        lines.add(bytes, 0, bytes.length);
    }

    @Test
    void keepsWholeLinesOfEveryStreamWithoutSecrets() throws IOException {
        Path file = directory.resolve("output.log");
        try (OutputLog log = OutputLog.open(file, Redactor.of(List.of("open-sesame")), 0, cancellation)) {
            OutputLog.Lines out = log.stream();
            OutputLog.Lines err = log.stream();
            add(out, "one\r\nopen-se");
            add(err, "error\n");
            add(out, "same\n\nlast");
            out.end();
            err.end();
        }
        assertThat(file).hasContent("one\nerror\n[redacted]\n\nlast\n");
        assertThat(cancellation.requested()).isFalse();
    }

    @Test
    void everyByteCountsAgainstTheLimitAndNothingIsKeptBeyondIt() throws IOException {
        Path file = directory.resolve("output.log");
        try (OutputLog log = OutputLog.open(file, Redactor.of(List.of()), 10, cancellation)) {
            OutputLog.Lines out = log.stream();
            OutputLog.Lines err = log.stream();
            add(out, "12345\n");
            add(err, "123\n");
            assertThat(cancellation.requested()).isFalse();
            add(out, "1\n");
            add(err, "2\n");
        }
        assertThat(file).hasContent("12345\n123\n");
        assertThat(cancellation.request().map(Cancellation.Request::cause)).contains(Cancellation.Cause.OUTPUT);
    }
}
