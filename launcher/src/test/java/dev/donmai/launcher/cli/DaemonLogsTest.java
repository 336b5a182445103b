package dev.donmai.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DaemonLogsTest {

    @RegisterExtension
    final CommandRun command = new CommandRun();

    private Path log() {
        return command.state().resolve("daemon.log");
    }

    private void install(String journal) throws IOException {
        Path units = command.directory().resolve(".config/systemd/user");
        Files.createDirectories(units);
        Files.writeString(units.resolve("donmai-daemon.service"), "[Service]\n");
        command.script("journalctl", journal);
    }

    @Test
    void showsTheLastFiftyLinesOfTheStatesLog() throws IOException {
        Files.writeString(
                log(), IntStream.rangeClosed(1, 60).mapToObj(i -> i + "\n").collect(Collectors.joining()));

        assertThat(command.run("daemon", "logs")).isZero();
        assertThat(command.out()).startsWith("11\n").endsWith("60\n").hasLineCount(50);
        assertThat(command.run("daemon", "logs", "-n", "2")).isZero();
        assertThat(command.out()).isEqualTo("59\n60\n");
        assertThat(command.run("daemon", "logs", "--lines=0")).isZero();
        assertThat(command.out()).startsWith("1\n2\n").hasLineCount(60);
    }

    @Test
    void showsTheFileThatTheConfigurationNamesEvenWhereThereIsAJournal() throws IOException {
        install("echo from the journal\n");
        Files.writeString(command.config(), "machine: {id: m}\nobservability: {logPath: logs/d.log}\n");
        Files.createDirectory(command.state().resolve("logs"));
        Files.writeString(command.state().resolve("logs/d.log"), "configured\n");
        Files.writeString(log(), "standard\n");

        assertThat(command.run("daemon", "logs")).isZero();

        assertThat(command.out()).isEqualTo("configured\n");
    }

    @Test
    void showsTheFileItIsGiven() throws IOException {
        Files.writeString(command.directory().resolve("other.log"), "other\n");

        assertThat(command.run("daemon", "logs", "-f", "~/other.log")).isZero();

        assertThat(command.out()).isEqualTo("other\n");
    }

    @Test
    void showsTheJournalOfAService() throws IOException {
        install("echo '{\"time\":\"2026-05-20T09:15:04.5Z\",\"level\":\"INFO\",\"msg\":\"from the journal\"}'\n");
        Files.writeString(log(), "of a run by hand\n");

        assertThat(command.run("daemon", "logs")).isZero();

        assertThat(command.out()).isEqualTo("2026-05-20T09:15:04 [INFO] from the journal\n");
    }

    @Test
    void saysThatTheJournalCannotBeReadAndShowsWhatThereIs() throws IOException {
        install("echo 'not for you' >&2; exit 1\n");

        assertThat(command.run("daemon", "logs")).isEqualTo(1);
        assertThat(command.err())
                .isEqualTo("Error: daemon logs: the journal cannot be read: journalctl says: not for you\n");

        Files.writeString(log(), "of a run by hand\n");
        assertThat(command.run("daemon", "logs")).isZero();
        assertThat(command.out()).isEqualTo("of a run by hand\n");
        assertThat(command.err())
                .isEqualTo("The journal cannot be read (journalctl says: not for you); this is " + log() + "\n");
    }

    @Test
    void printsRecordsForPeopleAndCutsWhatIsTooLong() throws IOException {
        String record = "{\"time\":\"2026-05-20T09:15:04Z\",\"level\":\"warn\",\"msg\":\"odd\",\"logger\":\"x\"}\n";
        String longLine = "x".repeat(70_000);
        Files.writeString(log(), record + longLine + "\nplain\n");

        assertThat(command.run("daemon", "logs")).isZero();
        assertThat(command.out()).isEqualTo("2026-05-20T09:15:04 [WARN] odd\n" + "x".repeat(64 * 1024) + " …\nplain\n");

        assertThat(command.run("daemon", "logs", "--raw")).isZero();
        assertThat(command.out()).isEqualTo(record + longLine + "\nplain\n");
    }

    @Test
    void followsUntilItIsInterrupted() throws Exception {
        Files.writeString(log(), "one\ntwo\n");
        CompletableFuture<Integer> code = new CompletableFuture<>();
        Thread follower = Thread.ofPlatform()
                .name("follower")
                .start(() -> code.complete(command.run("daemon", "logs", "-F", "-n", "1")));

        await().until(() -> command.outSoFar().equals("two\n"));
        Files.writeString(log(), "three\n", StandardOpenOption.APPEND);
        await().until(() -> command.outSoFar().equals("two\nthree\n"));
        follower.interrupt();

        assertThat(code.get(20, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void saysThatThereIsNoLog() throws IOException {
        assertThat(command.run("daemon", "logs")).isEqualTo(1);
        assertThat(command.err())
                .isEqualTo("Error: open log file \"" + log() + "\": no such file; no daemon has written a log here\n");

        Files.writeString(command.config(), "machine: {id: m}\nobservability: {logPath: off}\n");
        assertThat(command.run("daemon", "logs")).isEqualTo(1);
        assertThat(command.err())
                .isEqualTo("Error: open log file \"" + log() + "\": no such file; observability.logPath is off\n");

        assertThat(command.run("daemon", "logs", "--file", "/nowhere/x.log")).isEqualTo(1);
        assertThat(command.err()).isEqualTo("Error: open log file \"/nowhere/x.log\": no such file\n");
    }

    @Test
    void refusesLessThanNoLines() {
        assertThat(command.run("daemon", "logs", "-n", "-1")).isEqualTo(1);

        assertThat(command.err()).isEqualTo("Error: --lines: -1 is less than 0\n");
    }
}
