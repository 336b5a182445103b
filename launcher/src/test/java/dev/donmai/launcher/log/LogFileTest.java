package dev.donmai.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.donmai.api.host.DaemonOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;

/** The file beside standard error, and where it is. */
class LogFileTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final LogSink sink = new LogSink(err);
    private final Logger logger = new LineLogger("dev.donmai.x.Y", sink);

    private DaemonOptions options() {
        return new DaemonOptions(
                "",
                "",
                "",
                "",
                "",
                List.of(),
                List.of(),
                Map.of("DONMAI_STATE_HOME", directory.toString(), "HOME", "/home/u"));
    }

    @Test
    void getsEveryRecordWithoutSecrets() throws IOException {
        Path file = directory.resolve("daemon.log");
        sink.also(new LogFile(file));
        sink.hide(List.of("s3cr3t"));
        assertThat(file).doesNotExist();

        logger.info("one");
        logger.info("two s3cr3t");
        logger.debug("three");

        assertThat(file)
                .content()
                .isEqualTo(err.toString(StandardCharsets.UTF_8))
                .contains("msg=one", "msg=\"two [redacted]\"")
                .doesNotContain("three");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void goesOnWithoutAFileAndSaysSoOnce() throws IOException {
        Path parent = Files.createFile(directory.resolve("none"));
        sink.also(new LogFile(parent.resolve("daemon.log")));

        logger.info("one");
        logger.info("two");
        Files.delete(parent);
        Files.createDirectory(parent);
        logger.info("three");

        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .hasSize(4)
                .filteredOn(line -> line.contains("level=WARN"))
                .singleElement()
                .asString()
                .contains("cannot write the log", parent.toString());
        assertThat(parent.resolve("daemon.log")).content().contains("msg=three").hasLineCount(1);
    }

    @Test
    void waitsForTheStateDirectory() throws IOException {
        Path state = directory.resolve("state");
        sink.also(new LogFile(state.resolve("daemon.log")));

        logger.info("one");
        Files.createDirectory(state);
        logger.info("two");

        assertThat(err.toString(StandardCharsets.UTF_8)).hasLineCount(2).doesNotContain("WARN");
        assertThat(state.resolve("daemon.log")).content().contains("msg=two").hasLineCount(1);
    }

    @Test
    void goesOnWithoutStandardError() {
        Path file = directory.resolve("daemon.log");
        LogSink closed = new LogSink(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("closed");
            }
        });
        closed.also(new LogFile(file));

        new LineLogger("dev.donmai.X", closed).info("one");
        new LineLogger("dev.donmai.X", closed).info("two");

        assertThat(file).content().hasLineCount(2);
    }

    @Test
    void saysEarlyThatItCannotBeWritten() {
        assertThatThrownBy(() -> new LogFile(directory.resolve("none/daemon.log")).open())
                .hasMessage("cannot write the log \"" + directory.resolve("none/daemon.log")
                        + "\": there is no such directory");
    }

    @ParameterizedTest
    @CsvSource({
        "'', STATE/daemon.log, false, true",
        "'machine: {id: m}', STATE/daemon.log, false, true",
        "'machine: {id: m}|observability: {logPath: /var/log/d.log}', /var/log/d.log, true, true",
        "'machine: {id: m}|observability: {logPath: logs/d.log}', STATE/logs/d.log, true, true",
        "'machine: {id: m}|observability: {logPath: ~/d.log}', /home/u/d.log, true, true",
        "'machine: {id: m}|observability: {logPath: off}', STATE/daemon.log, false, false",
        "'machine: [', STATE/daemon.log, false, true",
    })
    void isWhereTheConfigurationSays(String config, String file, boolean chosen, boolean written) throws IOException {
        Path yaml = directory.resolve("daemon.yaml");
        if (!config.isEmpty()) {
            Files.writeString(yaml, config.replace('|', '\n') + "\n");
        }

        LogPlace place = LogPlace.of(yaml, options());

        assertThat(place.file()).hasToString(file.replace("STATE", directory.toString()));
        assertThat(place.chosen()).isEqualTo(chosen);
        assertThat(place.written(Map.of())).isEqualTo(written);
    }

    @Test
    void isNotWrittenWhereTheJournalHasItAnyway() throws IOException {
        Map<String, Object> own = Files.readAttributes(Path.of("/proc/self/fd/2"), "unix:dev,ino");
        Map<String, String> journal = Map.of("JOURNAL_STREAM", own.get("dev") + ":" + own.get("ino"));
        Map<String, String> inherited = Map.of("JOURNAL_STREAM", "9:1");
        LogPlace standard = new LogPlace(directory, false, false);

        assertThat(standard.written(journal)).isFalse();
        assertThat(standard.written(inherited)).isTrue();
        assertThat(new LogPlace(directory, true, false).written(journal)).isTrue();
    }
}
