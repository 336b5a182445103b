package dev.donmai.lifecycle.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.config.ConfigSnapshot;
import dev.donmai.config.ConfigSnapshot.Refusal;
import dev.donmai.lifecycle.DaemonState;
import dev.donmai.lifecycle.DoctorCheck.Finding;
import dev.donmai.lifecycle.DoctorCheck.State;
import dev.donmai.lifecycle.Drain;
import dev.donmai.lifecycle.Lifecycle;
import dev.donmai.lifecycle.TestConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each check in a healthy place and in the sick ones it is there for. */
class ChecksTest {

    @TempDir
    Path home;

    private TestConfiguration configured(String json) {
        return new TestConfiguration(home, json);
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    @Test
    void aPrivateStateDirectoryIsWell() throws IOException {
        mode(home, "rwx------");
        assertThat(new StateDirectoryCheck(configured("{}")).look())
                .isEqualTo(Finding.ok(home + " can be written, and by nobody else read"));
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void whatOthersCanReadIsNamed() throws IOException {
        mode(home, "rwx------");
        Path token = Files.createFile(home.resolve("control.token"));
        mode(token, "rw-r-----");
        Finding finding = new StateDirectoryCheck(configured("{}")).look();
        assertThat(finding.state()).isEqualTo(State.WARNING);
        assertThat(finding.summary()).isEqualTo("other users of this machine may get at " + token);
        assertThat(finding.remedy()).isEqualTo("chmod go-rwx " + token);
    }

    @Test
    void aStateDirectoryThatCannotBeWrittenHasFailed() throws IOException {
        Path file = Files.createFile(home.resolve("file"));
        Finding finding = new StateDirectoryCheck(new TestConfiguration(file, "{}")).look();
        assertThat(finding.state()).isEqualTo(State.FAILED);
        assertThat(finding.summary()).startsWith(file + " cannot be written: ");
    }

    @ParameterizedTest
    @CsvSource({
        "3221225472, OK, 3.0 GiB of 10.0 GiB are free for /x",
        "1610612736, WARNING, 1.5 GiB of 10.0 GiB are free for /x",
        "104857600, FAILED, 100 MiB of 10.0 GiB are free for /x",
    })
    void littleSpaceIsAWarningAndNextToNoneAFailure(long free, State state, String summary) {
        Finding finding = DiskSpaceCheck.of(free, 10L << 30, Path.of("/x"));
        assertThat(finding.state()).isEqualTo(state);
        assertThat(finding.summary()).isEqualTo(summary);
    }

    @Test
    void theDiskOfTheStateDirectoryIsLookedAt() throws IOException {
        assertThat(new DiskSpaceCheck(configured("{}")).look().summary()).endsWith("are free for " + home);
    }

    private Finding clock(Instant startedAt, long uptimeSeconds, InstantSource now) throws IOException {
        return new ClockCheck(new Started(startedAt, uptimeSeconds), configured("{}"), now).look();
    }

    @Test
    void theClockOfThisMachineIsWell() throws IOException {
        Instant now = Instant.now();
        assertThat(clock(now.minusSeconds(60), 60, InstantSource.system()).state())
                .isEqualTo(State.OK);
    }

    @Test
    void aMachineThatSleptIsWell() throws IOException {
        assertThat(clock(Instant.now().minusSeconds(7200), 60, InstantSource.system())
                        .state())
                .isEqualTo(State.OK);
    }

    @Test
    void aClockThatWasSetBackIsNoticed() throws IOException {
        Finding finding = clock(Instant.now().plusSeconds(100), 20, InstantSource.system());
        assertThat(finding.state()).isEqualTo(State.WARNING);
        assertThat(finding.summary()).matches("the clock was set back by (119|120) s since the daemon started");
    }

    @Test
    void aClockThatCannotBeHasFailed() throws IOException {
        assertThat(clock(Instant.EPOCH, 0, InstantSource.fixed(Instant.EPOCH)).state())
                .isEqualTo(State.FAILED);
    }

    @Test
    void aFileSystemWithAnotherTimeIsNoticed() throws IOException {
        Instant now = Instant.now().plusSeconds(300);
        Finding finding = clock(now, 0, InstantSource.fixed(now));
        assertThat(finding.state()).isEqualTo(State.WARNING);
        assertThat(finding.summary()).contains("behind the clock of this machine");
    }

    @Test
    void programsAreNamedWithTheirPlaces() throws IOException {
        Path node = Files.createFile(home.resolve("node"));
        mode(node, "rwxr-xr-x");
        DaemonOptions options =
                new DaemonOptions("", "", "", "", "", List.of(), List.of(), Map.of("PATH", home.toString()));
        assertThat(new ProgramsCheck(options).look()).isEqualTo(Finding.ok("node is " + node + ", python3 is absent"));
    }

    @Test
    void aConfigurationInForceIsWell() {
        assertThat(new ConfigurationCheck(configured("{}")).look())
                .isEqualTo(Finding.ok(home.resolve("daemon.yaml") + " is in force"));
    }

    @Test
    void whatIsOddOrWaitsIsSaid() {
        TestConfiguration configuration = configured("{}");
        configuration.swap(new ConfigSnapshot(
                configuration.current(),
                List.of("line 3: unknown key \"portt\""),
                List.of("http", "machine"),
                Refusal.NONE));
        assertThat(new ConfigurationCheck(configuration).look())
                .isEqualTo(Finding.warning(
                        home.resolve("daemon.yaml")
                                + ": line 3: unknown key \"portt\"; not in force before a restart: http, machine",
                        "correct the file, then donmai daemon restart"));
    }

    @Test
    void aFileThatIsRefusedIsAFailure() {
        TestConfiguration configuration = configured("{}");
        Instant since = Instant.parse("2026-05-20T09:15:04.5Z");
        configuration.swap(configuration.snapshot().refused(new Refusal("trust.mode invalid: \"x\" (line 2)", since)));
        assertThat(new ConfigurationCheck(configuration).look())
                .isEqualTo(Finding.failed(
                        "what was read before stays in force, since 2026-05-20T09:15:04Z the file is refused:"
                                + " trust.mode invalid: \"x\" (line 2)",
                        "correct the file"));
    }

    @Test
    void anEmptyAllowlistIsAWarning() {
        assertThat(new AllowlistCheck(configured("{}")).look().state()).isEqualTo(State.WARNING);
        assertThat(new AllowlistCheck(configured("{\"projects\":[{\"id\":\"a\",\"repository\":\"b\"}]}")).look())
                .isEqualTo(Finding.ok("1 project is allowed"));
    }

    @Test
    void aScheduleWithoutAServerIsSaid() {
        assertThat(new UpdatesCheck(configured("{\"autoUpdate\":{\"schedule\":\"nightly\"}}")).look())
                .isEqualTo(Finding.ok("no update server is configured (autoUpdate.cdnBase), so the schedule \"nightly\""
                        + " does nothing"));
        Finding finding =
                new UpdatesCheck(configured("{\"autoUpdate\":{\"cdnBase\":\"https://u:pw@updates.example\"}}")).look();
        assertThat(finding.state()).isEqualTo(State.WARNING);
        assertThat(finding.summary()).contains("https://updates.example").doesNotContain("pw");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                             | OK",
                "{\"mode\":\"signed-by-allowlist\",\"issuerSet\":[\"me@example\"]} | OK",
                "{\"mode\":\"signed-by-allowlist\"}                               | WARNING",
                "{\"mode\":\"attested\",\"issuerSet\":[]}                          | WARNING",
                "{\"mode\":\"attested\",\"issuerSet\":[\" \"]}                      | WARNING",
            })
    void askingForSignaturesOfNobodyIsAWarning(String trust, State state) {
        assertThat(new TrustCheck(configured("{\"trust\":" + trust + "}"))
                        .look()
                        .state())
                .isEqualTo(state);
    }

    /** A daemon that was started once. */
    private record Started(Instant startedAt, long uptimeSeconds) implements Lifecycle {

        @Override
        public DaemonState state() {
            return DaemonState.RUNNING;
        }

        @Override
        public boolean accepting() {
            return true;
        }

        @Override
        public String reportedStatus() {
            return "ready";
        }

        @Override
        public String version() {
            return "test";
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public Drain drain(Duration timeout) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void restart() {}

        @Override
        public void stop(String cause) {}

        @Override
        public void fail(String cause) {}
    }
}
