package dev.donmai.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.donmai.model.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.event.Level;

class LogSinkTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final LogSink sink = new LogSink(written);
    private final Logger logger = new LineLogger("dev.donmai.http.internal.Server", sink);

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void writesKeysAndValuesOnOneLine() {
        logger.info("listening on {}", "127.0.0.1:1");

        assertThat(text()).matches("time=\\S+Z level=INFO logger=http.Server msg=\"listening on 127.0.0.1:1\"\n");
    }

    @Test
    void keepsALineALineWhateverAMessageHolds() {
        logger.info("a \"quote\"\nlevel=ERROR \u001b[31m");

        assertThat(text()).hasLineCount(1).contains("msg=\"a \\\"quote\\\"\\nlevel=ERROR \\u001b[31m\"");
    }

    @Test
    void leavesAPlainWordUnquoted() {
        logger.info("paused");

        assertThat(text()).endsWith(" msg=paused\n");
    }

    @Test
    void writesJsonThatCanBeReadBack() throws IOException {
        sink.format(LogFormat.JSON);

        logger.warn("odd \"thing\"", new IllegalStateException("why"));

        JsonNode record = Json.read(text(), JsonNode.class);
        assertThat(record.path("level").asText()).isEqualTo("WARN");
        assertThat(record.path("logger").asText()).isEqualTo("http.Server");
        assertThat(record.path("msg").asText()).isEqualTo("odd \"thing\"");
        assertThat(record.path("err").asText()).isEqualTo("java.lang.IllegalStateException: why");
        assertThat(record.has("stack")).isFalse();
    }

    @Test
    void showsTheStackOfAnError() {
        logger.error("broken", new IllegalStateException("why"));

        assertThat(text())
                .contains("err=\"java.lang.IllegalStateException: why\"")
                .contains("at dev.donmai.launcher.log");
    }

    @Test
    void dropsWhatIsBelowTheThreshold() {
        sink.threshold(Level.WARN);

        logger.info("not this");
        logger.warn("this");

        assertThat(text()).doesNotContain("not this").contains("this");
        assertThat(logger.isInfoEnabled()).isFalse();
    }

    @Test
    void dropsEverythingWhenSilenced() {
        sink.silence();

        logger.error("nothing");

        assertThat(text()).isEmpty();
    }

    @Test
    void listensToLibrariesOnlyWhenSomethingIsWrong() {
        Logger library = new LineLogger("org.eclipse.jetty.Server", sink);

        library.info("started");
        library.warn("trouble");

        assertThat(text()).doesNotContain("started").contains("logger=org.eclipse.jetty.Server msg=trouble");
    }

    @Test
    void neverPrintsASecret() {
        sink.hide(List.of("", "s3cr3t"));

        logger.error("token {} refused", "s3cr3t", new IllegalStateException("s3cr3t"));

        assertThat(text()).doesNotContain("s3cr3t").contains("token [redacted] refused");
    }

    @Test
    void hidesWhatTheConfigurationHoldsAtTheTime() {
        sink.hideConfigured(List.of("rsp_live_one", "x"));
        logger.info("mixed rsp_live_one");
        sink.hideConfigured(List.of("rsp_live_two"));
        logger.info("mixed rsp_live_two");

        assertThat(text()).doesNotContain("rsp_live").contains("mixed [redacted]");
    }

    @Test
    void goesOnWithoutALogWhenTheStreamIsClosed() {
        LogSink closed = new LogSink(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("closed");
            }
        });

        new LineLogger("dev.donmai.X", closed).info("one");

        assertThat(closed.enabled("dev.donmai.X", Level.ERROR)).isFalse();
    }

    @Test
    void refusesAnUnknownFormat() {
        assertThat(LogFormat.named(" JSON ")).isEqualTo(LogFormat.JSON);
        assertThat(LogFormat.named("")).isEqualTo(LogFormat.TEXT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogFormat.named("xml"))
                .withMessageContaining("\"xml\"");
    }

    @Test
    void findsTheFormatInAConfiguration(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("daemon.yaml");

        assertThat(LogFormat.configuredIn(file)).isEqualTo(LogFormat.TEXT);
        Files.writeString(file, "observability:\n  logFormat: json # for the collector\n");
        assertThat(LogFormat.configuredIn(file)).isEqualTo(LogFormat.JSON);
        Files.writeString(file, "observability: {logFormat: \"json\"}\n");
        assertThat(LogFormat.configuredIn(file)).isEqualTo(LogFormat.JSON);
        Files.writeString(file, "observability:\n  # logFormat: json\n  logPath: x\n");
        assertThat(LogFormat.configuredIn(file)).isEqualTo(LogFormat.TEXT);
    }
}
