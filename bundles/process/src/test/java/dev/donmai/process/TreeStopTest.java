package dev.donmai.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that don't want to end. Each process of a script appends its pid to the file {@code pids}. */
@Timeout(60)
class TreeStopTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path state;

    private Launcher launcher = new Launcher(Path.of("/nowhere"));
    private final List<WrappedProcess> started = new ArrayList<>();

    @BeforeEach
    void installLauncher() {
        launcher = new Launcher(state.resolve("run"));
    }

    @AfterEach
    void endEverything() throws Exception {
        for (WrappedProcess process : started) {
            process.stop(Duration.ZERO);
        }
    }

    @Test
    void endsAWillingSessionByTermAlone() throws Exception {
        WrappedProcess process = start("echo $$ >> pids; trap 'exit 5' TERM; while :; do sleep 0.05; done", 1);
        StopResult result = process.stop(LONG);
        assertThat(result.gone()).isTrue();
        assertThat(result.forced()).isFalse();
        assertThat(process.exit().orElseThrow().code()).hasValue(5);
        assertGone(process);
    }

    @Test
    void killsAWorkerThatIgnoresTermWithItsSetsidGrandchildAndItsDaemon() throws Exception {
        WrappedProcess process = start("""
                trap '' TERM
                echo $$ >> pids
                setsid sh -c 'echo $$ >> pids; while :; do sleep 600; done' &
                (setsid sh -c '(echo $(sh -c "echo \\$PPID") >> pids; while :; do sleep 600; done) & ' &)
                while :; do sleep 600; done
                """, 3);
        StopResult result = process.stop(SHORT);
        assertThat(result.gone()).isTrue();
        assertThat(result.forced()).isTrue();
        assertThat(result.survivors()).isEmpty();
        assertGone(process);
        assertThat(process.exit().orElseThrow().signal()).hasValue(9);
    }

    @Test
    void findsAStrayWithAnEmptyEnvironmentAsLongAsItsParentWasSeen() throws Exception {
        WrappedProcess process = start("""
                echo $$ >> pids
                env -i /usr/bin/setsid /bin/sh -c 'echo $$ >> pids; while :; do sleep 600; done' &
                while [ ! -e orphan-it ]; do sleep 0.02; done
                """, 2);
        assertThat(pidsOf(process.tree().scan())).containsAll(pids(process));
        Files.createFile(process.directory().resolve("orphan-it"));
        process.onExit().get(30, TimeUnit.SECONDS);
        assertThat(pidsOf(process.tree().scan())).contains(pids(process).get(1));
        assertThat(process.stop(SHORT).gone()).isTrue();
        assertGone(process);
    }

    @Test
    void findsWhatIsLeftAfterTheWrapperWasKilled() throws Exception {
        WrappedProcess process = start("""
                echo $$ >> pids
                env -i /bin/sh -c 'echo $$ >> pids; while :; do sleep 600; done' &
                setsid sh -c 'echo $$ >> pids; while :; do sleep 600; done' &
                wait
                """, 3);
        Posix.kill(process.pid(), Posix.SIGKILL);
        process.onExit().get(30, TimeUnit.SECONDS);
        assertThat(process.isAlive()).isFalse();
        assertThat(process.exit()).isEmpty();
        // As the next daemon does, which has seen none of them.
        WrappedProcess adopted = launcher.adopt(
                ProcessIdentity.read(process.directory().resolve("lock")).orElseThrow(), process.directory());
        assertThat(pidsOf(adopted.tree().scan())).containsAll(pids(process));
        assertThat(adopted.stop(SHORT).gone()).isTrue();
        assertGone(process);
    }

    @Test
    void endsASessionWhoseCommandWasKilledButLeftAStray() throws Exception {
        WrappedProcess process =
                start("setsid sh -c 'echo $$ >> pids; while :; do sleep 600; done' & echo $$ >> pids; kill -9 $$", 2);
        process.onExit().get(30, TimeUnit.SECONDS);
        assertThat(process.exit().orElseThrow().signal()).hasValue(9);
        assertThat(process.tree().scan()).isNotEmpty();
        assertThat(process.stop(SHORT).gone()).isTrue();
        assertGone(process);
    }

    @Test
    void wakesAStoppedProcessSoThatItCanEnd() throws Exception {
        WrappedProcess process =
                start("trap 'exit 6' TERM; echo $$ >> pids; kill -STOP $$; while :; do sleep 0.05; done", 1);
        await().until(() -> ProcessTable.find(pids(process).getFirst())
                .filter(p -> p.state() == 'T')
                .isPresent());
        StopResult result = process.stop(LONG);
        assertThat(result.forced()).isFalse();
        assertThat(process.exit().orElseThrow().code()).hasValue(6);
    }

    @Test
    void leavesAloneWhatTheWorkerStartsAfterTheTerm() throws Exception {
        WrappedProcess process = start("""
                trap 'sh -c "echo \\$\\$ >> pids; sleep 0.5; echo saved > work"; exit 0' TERM
                echo $$ >> pids
                while :; do sleep 0.05; done
                """, 1);
        assertThat(process.stop(LONG).forced()).isFalse();
        assertThat(process.directory().resolve("work")).hasContent("saved");
        assertThat(process.exit().orElseThrow().code()).hasValue(0);
    }

    @Test
    void lettingTheWrapperRecordTheKillItTakesTheWrapperLast() throws Exception {
        for (int i = 0; i < 5; i++) {
            WrappedProcess process = start("echo $$ >> pids; trap '' TERM; while :; do sleep 600; done", 1);
            assertThat(process.stop(Duration.ZERO).gone()).isTrue();
            assertThat(process.exit().orElseThrow().signal()).hasValue(9);
        }
    }

    @Test
    void endsASessionThatForksAllTheTime() throws Exception {
        WrappedProcess process = start("""
                trap '' TERM
                echo $$ >> pids
                while :; do (setsid sh -c 'trap "" TERM; (sleep 1 &) ; sleep 1' &) ; sleep 0.01; done
                """, 1);
        StopResult result = process.stop(Duration.ofMillis(50));
        assertThat(result.gone()).isTrue();
        assertThat(process.tree().scan()).isEmpty();
    }

    @Test
    void killsAWrapperThatHangs() throws Exception {
        WrappedProcess process = start("echo $$ >> pids; sleep 600", 1);
        Posix.kill(process.pid(), 19);
        StopResult result = process.stop(Duration.ZERO);
        assertThat(result.gone()).isTrue();
        assertThat(process.isAlive()).isFalse();
        assertGone(process);
    }

    @Test
    void doesNotDisturbAnotherSession() throws Exception {
        String script = "echo $$ >> pids; setsid sh -c 'echo $$ >> pids; while :; do sleep 600; done' & sleep 600";
        WrappedProcess one = start(script, 2);
        WrappedProcess other = start(script, 2);
        assertThat(pidsOf(one.tree().scan()))
                .doesNotContainAnyElementsOf(pidsOf(other.tree().scan()));
        assertThat(one.stop(SHORT).gone()).isTrue();
        assertGone(one);
        assertThat(other.isAlive()).isTrue();
        assertThat(pidsOf(other.tree().scan())).containsAll(pids(other));
    }

    @Test
    void canBeStoppedRightAfterTheStartWithoutWaitingForTheGrace() throws Exception {
        for (int i = 0; i < 30; i++) {
            WrappedProcess process = launch("trap 'exit 0' TERM; while :; do sleep 0.02; done");
            if (i % 3 != 0) {
                await().until(() -> Files.exists(process.directory().resolve("lock")));
            }
            StopResult result = process.stop(LONG);
            assertThat(result.gone()).isTrue();
            assertThat(result.forced()).isFalse();
        }
    }

    @Test
    void isDoneAtOnceWhenNothingIsThere() throws Exception {
        WrappedProcess process = launch("exit 0");
        process.onExit().get(30, TimeUnit.SECONDS);
        StopResult result = process.stop(LONG);
        assertThat(result.gone()).isTrue();
        assertThat(result.forced()).isFalse();
    }

    private WrappedProcess start(String script, int expectedPids) throws Exception {
        WrappedProcess process = launch(script);
        await().until(() -> pids(process).size() >= expectedPids);
        return process;
    }

    private WrappedProcess launch(String script) throws IOException {
        Path directory = Files.createTempDirectory(state, "session").toRealPath();
        WrappedProcess process =
                launcher.start(LaunchSpec.of(directory, UUID.randomUUID().toString(), List.of("sh", "-c", script))
                        .environment(Map.of("PATH", "/usr/bin:/bin")));
        started.add(process);
        return process;
    }

    private static List<Long> pids(WrappedProcess process) throws IOException {
        Path file = process.directory().resolve("pids");
        return Files.exists(file)
                ? Files.readAllLines(file).stream().map(Long::valueOf).toList()
                : List.of();
    }

    private static List<Long> pidsOf(List<ProcessEntry> processes) {
        return processes.stream().map(ProcessEntry::pid).toList();
    }

    private static void assertGone(WrappedProcess process) throws IOException {
        assertThat(pids(process)).isNotEmpty().noneMatch(TreeStopTest::isAlive);
        assertThat(process.tree().scan()).isEmpty();
    }

    private static boolean isAlive(long pid) {
        try {
            return ProcessTable.find(pid).filter(p -> !p.isZombie()).isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
