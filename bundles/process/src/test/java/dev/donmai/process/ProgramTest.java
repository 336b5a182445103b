package dev.donmai.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProgramTest {
    private static final Map<String, String> PATH = Map.of("PATH", "/usr/bin:/bin");

    @TempDir
    Path directory;

    @Test
    void givesCodeOutputAndErrorsApart() throws Exception {
        ProgramResult result =
                sh("echo out; echo err >&2; exit 7").in(directory).run();
        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.ok()).isFalse();
        assertThat(result.timedOut()).isFalse();
        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.stderr()).isEqualTo("err\n");
    }

    @Test
    void runsInTheDirectoryWithExactlyTheEnvironmentGiven() throws Exception {
        ProgramResult result = Program.of("env").environment(Map.of("A", "1")).run();
        assertThat(result.stdout().lines())
                .contains("A=1")
                .allMatch(line -> line.equals("A=1")
                        || line.startsWith("DONMAI_PROGRAM_NONCE=")
                        || line.startsWith("DONMAI_SESSION_NONCE="));
        assertThat(Program.of("pwd").in(directory.toRealPath()).run().stdout().trim())
                .isEqualTo(directory.toRealPath().toString());
    }

    @Test
    void feedsMoreThanAPipeHoldsToAProgramThatEchoesIt() throws Exception {
        String text = "0123456789abcdef".repeat(100_000);
        assertThat(Program.of("cat").stdin(text).run().stdout()).isEqualTo(text);
    }

    @Test
    void doesNotFailWhenTheProgramIgnoresItsInput() throws Exception {
        assertThat(Program.of("true").stdin(new byte[1_000_000]).run().ok()).isTrue();
    }

    @Test
    void seesEndOfFileWithoutInput() throws Exception {
        assertThat(Program.of("cat").run().stdout()).isEmpty();
    }

    @Test
    void keepsTheEndOfWhatIsTooLong() throws Exception {
        ProgramResult result = sh("i=0; while [ $i -lt 2000 ]; do echo line $i; echo err $i >&2; i=$((i+1)); done")
                .caps(100, 20)
                .run();
        assertThat(result.stdoutTruncated()).isTrue();
        assertThat(result.stdoutBytes()).hasSize(100);
        assertThat(result.stdout()).endsWith("line 1998\nline 1999\n");
        assertThat(result.stderrTruncated()).isTrue();
        assertThat(result.stderr()).hasSize(20).endsWith("err 1999\n");
    }

    @Test
    void endsTheWholeTreeAtTheDeadlineAndKeepsWhatWasSaid() throws Exception {
        Path pids = directory.resolve("pids");
        ProgramResult result =
                sh("echo begun; echo $$ > pids; setsid sh -c 'trap \"\" TERM; echo $$ >> pids; sleep 600' & wait")
                        .in(directory)
                        .deadline(Duration.ofMillis(500))
                        .run();
        assertThat(result.timedOut()).isTrue();
        assertThat(result.ok()).isFalse();
        assertThat(result.stdout()).isEqualTo("begun\n");
        assertThat(Files.readAllLines(pids)).hasSize(2).noneMatch(pid -> isAlive(Long.parseLong(pid)));
    }

    @Test
    void endsTheTreeWhenTheWaitingThreadIsInterrupted() throws Exception {
        Path pidFile = directory.resolve("pid");
        AtomicReference<Object> outcome = new AtomicReference<>();
        Thread waiting = Thread.ofPlatform().start(() -> {
            try {
                outcome.set(sh("echo $$ > pid.tmp; mv pid.tmp pid; exec sleep 600")
                        .in(directory)
                        .run());
            } catch (IOException | InterruptedException e) {
                outcome.set(e);
            }
        });
        await().until(() -> Files.exists(pidFile));
        waiting.interrupt();
        waiting.join();
        assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
        assertThat(isAlive(Long.parseLong(Files.readString(pidFile).trim()))).isFalse();
    }

    @Test
    void returnsAlthoughABackgroundProcessHoldsTheOutput() throws Exception {
        for (int i = 0; i < 2; i++) {
            // With and without the readers being blocked in the pipe when the program ends.
            ProgramResult result = sh("sleep 600 & echo $!; sleep 0." + i).run();
            assertThat(result.ok()).isTrue();
            long left = Long.parseLong(result.stdout().trim());
            ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("donmai-program-"));
    }

    @Test
    void leavesADaemonAloneThatLetGoOfTheStreams() throws Exception {
        ProgramResult result =
                sh("sleep 600 </dev/null >/dev/null 2>&1 & echo $!").run();
        long daemon = Long.parseLong(result.stdout().trim());
        assertThat(isAlive(daemon)).isTrue();
        ProcessHandle.of(daemon).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void saysWhatCanNotBeStarted() {
        assertThatThrownBy(() -> Program.of("no-such-program").environment(PATH).run())
                .isInstanceOf(FileNotFoundException.class)
                .hasMessage("no executable program \"no-such-program\" in PATH /usr/bin:/bin");
        assertThatThrownBy(
                        () -> Program.of("true").in(directory.resolve("gone")).run())
                .isInstanceOf(NotDirectoryException.class)
                .hasMessageContaining("gone");
    }

    @Test
    void neverShowsArguments() {
        assertThat(Program.of("git", "push", "https://user:secret@host/").toString())
                .isEqualTo("program git");
    }

    @Test
    void leadsItsOwnSessionAndGroupUnderThePidTheCallerGets() throws Exception {
        try (ProgramProcess process = sh("exec sleep 600").start()) {
            await().untilAsserted(() -> {
                ProcessEntry entry = ProcessTable.find(process.pid()).orElseThrow();
                assertThat(entry.session()).isEqualTo(process.pid());
                assertThat(entry.group()).isEqualTo(process.pid());
            });
        }
    }

    @Test
    void talksWithAProgramThroughPipes() throws Exception {
        try (ProgramProcess process =
                sh("while read -r l; do echo got $l; done").pipedStdin().start()) {
            process.stdin().write("one\n".getBytes(StandardCharsets.UTF_8));
            process.stdin().flush();
            assertThat(new String(process.stdout().readNBytes(8), StandardCharsets.UTF_8))
                    .isEqualTo("got one\n");
            assertThat(process.awaitExit(Duration.ofMillis(1))).isEmpty();
            process.stdin().close();
            assertThat(process.awaitExit(Duration.ofSeconds(30))).hasValue(0);
            CompletableFuture<Integer> exit = process.onExit();
            assertThat(exit.get()).isZero();
        }
    }

    @Test
    void stopsAProgramThatIgnoresTermTogetherWithItsDaemon() throws Exception {
        Path pids = directory.resolve("pids");
        ProgramProcess process =
                sh("trap '' TERM; echo $$ >> pids; (setsid sh -c 'echo $$ >> pids; while :; do sleep 600; done' &); while :; do sleep 600; done")
                        .in(directory)
                        .start();
        await().until(() -> Files.exists(pids) && Files.readAllLines(pids).size() == 2);
        StopResult result = process.stop(Duration.ofMillis(200));
        assertThat(result.gone()).isTrue();
        assertThat(result.forced()).isTrue();
        assertThat(process.tree().scan()).isEmpty();
        assertThat(Files.readAllLines(pids)).noneMatch(pid -> isAlive(Long.parseLong(pid)));
        assertThat(process.awaitExit(Duration.ofSeconds(30))).hasValue(137);
    }

    private static Program sh(String script) {
        return Program.of("sh", "-c", script).environment(PATH);
    }

    private static boolean isAlive(long pid) {
        try {
            return ProcessTable.find(pid).filter(p -> !p.isZombie()).isPresent();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
