package dev.donmai.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real processes under every shell of the machine. */
@Timeout(60)
class LauncherTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");

    @TempDir
    Path state;

    private final List<WrappedProcess> started = new ArrayList<>();

    static List<Path> shells() {
        return Shells.all();
    }

    @AfterEach
    void endEverything() throws Exception {
        for (WrappedProcess process : started) {
            process.stop(Duration.ZERO);
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void recordsTheExitCode(Path shell) throws Exception {
        for (int code : new int[] {0, 1, 7, 125, 128, 255}) {
            Instant before = Instant.now().minusSeconds(1);
            WrappedProcess process = start(shell, "exit " + code);
            awaitEnd(process);
            ExitRecord exit = process.exit().orElseThrow();
            assertThat(exit.code()).hasValue(code);
            assertThat(exit.signal()).isEmpty();
            assertThat(exit.oom()).isFalse();
            assertThat(exit.at()).isBetween(before, Instant.now());
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void recordsWhatCanNotBeExecuted(Path shell) throws Exception {
        WrappedProcess absent = launch(shell, List.of("no-such-program"));
        awaitEnd(absent);
        assertThat(absent.exit().orElseThrow().code()).hasValue(127);
        assertThat(absent.directory().resolve("stderr.log")).content().contains("no-such-program");

        Path text = Files.writeString(state.resolve("text"), "not executable");
        WrappedProcess denied = launch(shell, List.of(text.toString()));
        awaitEnd(denied);
        assertThat(denied.exit().orElseThrow().code()).hasValue(126);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void runsProgramsNeverBuiltinsOfTheShell(Path shell) throws Exception {
        WrappedProcess process = launch(shell, List.of("exit", "3"));
        awaitEnd(process);
        assertThat(process.exit().orElseThrow().code()).hasValue(127);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void hasTheJvmsPidAndTellsItInTheLockBeforeTheCommandRuns(Path shell) throws Exception {
        WrappedProcess process = start(shell, "cat \"$1\"; ps -o pid=,pgid=,sid= -p $PPID");
        awaitEnd(process);
        ProcessIdentity lock =
                ProcessIdentity.read(process.directory().resolve("lock")).orElseThrow();
        assertThat(lock).isEqualTo(process.identity());
        assertThat(lock.start()).isNotEmpty();
        List<String> out = Files.readAllLines(process.directory().resolve("stdout.log"));
        assertThat(out.getFirst())
                .isEqualTo("{\"pid\":%d,\"start\":\"%s\",\"nonce\":\"%s\"}"
                        .formatted(process.pid(), lock.start(), lock.nonce()));
        String pid = Long.toString(process.pid());
        assertThat(out.get(1).trim().split("\\s+", 0)).containsExactly(pid, pid, pid);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void givesExactlyTheEnvironmentAndTheArguments(Path shell) throws Exception {
        Map<String, String> environment =
                Map.of("PATH", "/usr/bin:/bin", "SPACES", " a  b\nc ", "code", "mine", "status", "x", "EMPTY", "");
        Path directory = session();
        WrappedProcess process = remember(launcher(shell)
                .start(LaunchSpec.of(directory, nonce(), List.of("env", "-0")).environment(environment)));
        awaitEnd(process);
        Map<String, String> seen = new TreeMap<>();
        for (String entry : Files.readString(directory.resolve("stdout.log")).split("\0", 0)) {
            seen.put(entry.substring(0, entry.indexOf('=')), entry.substring(entry.indexOf('=') + 1));
        }
        assertThat(seen.remove("DONMAI_SESSION_NONCE"))
                .isEqualTo(process.identity().nonce());
        assertThat(seen.remove("PWD")).isIn(null, directory.toString());
        seen.keySet().removeAll(List.of("_", "SHLVL", "OLDPWD"));
        assertThat(seen).isEqualTo(environment);

        WrappedProcess arguments = launch(shell, List.of("printf", "[%s]", "a b", "", "*", "$HOME", "--", "n=1"));
        awaitEnd(arguments);
        assertThat(arguments.directory().resolve("stdout.log")).hasContent("[a b][][*][$HOME][--][n=1]");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void worksWithoutAnyEnvironment(Path shell) throws Exception {
        WrappedProcess process =
                remember(launcher(shell).start(LaunchSpec.of(session(), nonce(), List.of("/bin/true"))));
        awaitEnd(process);
        assertThat(process.exit().orElseThrow().code()).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void appendsStreamsToPrivateFilesAndLeavesTheUmaskOfTheCommandAlone(Path shell) throws Exception {
        Path directory = session();
        Files.writeString(directory.resolve("stdout.log"), "earlier\n");
        WrappedProcess process = remember(launcher(shell)
                .start(LaunchSpec.of(directory, nonce(), List.of("sh", "-c", "umask; cat; echo bad >&2; : > made"))
                        .environment(ENVIRONMENT)));
        awaitEnd(process);
        String umask = Program.of("sh", "-c", "umask").run().stdout();
        assertThat(directory.resolve("stdout.log")).hasContent("earlier\n" + umask);
        assertThat(directory.resolve("stderr.log")).hasContent("bad\n");
        for (String name : List.of("stderr.log", "lock", "exit.json")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))))
                    .isEqualTo("rw-------");
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(f -> String.valueOf(f.getFileName())))
                    .containsExactlyInAnyOrder("stdout.log", "stderr.log", "lock", "exit.json", "made");
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void leavesSignalsAtTheirDefaultsInTheCommand(Path shell) throws Exception {
        WrappedProcess process = launch(shell, List.of("grep", "SigIgn", "/proc/self/status"));
        awaitEnd(process);
        String ignored = Program.of("grep", "SigIgn", "/proc/self/status").run().stdout();
        assertThat(process.directory().resolve("stdout.log")).hasContent(ignored);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void recordsTheSignalThatKilledTheCommand(Path shell) throws Exception {
        for (int signal : new int[] {9, 15, 2, 11}) {
            WrappedProcess process = start(shell, "kill -" + signal + " $$; sleep 600");
            awaitEnd(process);
            assertThat(process.exit().orElseThrow().signal()).hasValue(signal);
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void survivesATermToItsGroupAndRecordsTheTrueStatusOfTheCommand(Path shell) throws Exception {
        WrappedProcess process =
                start(shell, "trap '' HUP; trap 'sleep 0.3; exit 7' TERM; echo ready; while :; do sleep 0.05; done");
        awaitOutput(process, "ready");
        Posix.kill(-process.pid(), Posix.SIGTERM);
        Posix.kill(-process.pid(), 1);
        Posix.kill(process.pid(), Posix.SIGTERM);
        awaitEnd(process);
        assertThat(process.exit().orElseThrow().code()).hasValue(7);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void outlivesSignalsThatTheCommandIgnores(Path shell) throws Exception {
        WrappedProcess process =
                start(shell, "trap '' TERM INT HUP; echo ready; while [ ! -e go ]; do sleep 0.05; done; exit 3");
        awaitOutput(process, "ready");
        for (int signal : new int[] {15, 2, 1, 15}) {
            Posix.kill(-process.pid(), signal);
        }
        assertThat(process.isAlive()).isTrue();
        Files.createFile(process.directory().resolve("go"));
        awaitEnd(process);
        assertThat(process.exit().orElseThrow().code()).hasValue(3);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void appliesLimits(Path shell) throws Exception {
        Path directory = session();
        WrappedProcess process = remember(launcher(shell)
                .start(LaunchSpec.of(directory, nonce(), List.of("sh", "-c", "ulimit -n; ulimit -c"))
                        .environment(ENVIRONMENT)
                        .limit(Ulimit.OPEN_FILES, 77)));
        awaitEnd(process);
        assertThat(directory.resolve("stdout.log")).hasContent("77\n0\n");
    }

    @Test
    void isNotifiedOfTheEndOfAnAdoptedSession() throws Exception {
        WrappedProcess process = start(Path.of("/bin/sh"), "while [ ! -e go ]; do sleep 0.05; done; exit 4");
        await().until(() -> Files.exists(process.directory().resolve("lock")));
        ProcessIdentity identity =
                ProcessIdentity.read(process.directory().resolve("lock")).orElseThrow();
        try (Launcher later = new Launcher(state.resolve("run"))) {
            WrappedProcess adopted = later.adopt(identity, process.directory());
            assertThat(adopted.isAlive()).isTrue();
            assertThat(adopted.onExit()).isNotDone();
            Files.createFile(process.directory().resolve("go"));
            awaitEnd(adopted);
            assertThat(adopted.exit().orElseThrow().code()).hasValue(4);

            WrappedProcess tooLate = later.adopt(identity, process.directory());
            assertThat(tooLate.onExit()).isDone();
            assertThat(tooLate.isAlive()).isFalse();
        }
    }

    @Test
    void goesOnWhenTheJvmThatStartedItIsKilled() throws Exception {
        Path directory = session();
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        state.resolve("run").toString(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(directory.resolve("lock")));
        jvm.destroyForcibly().waitFor();
        ProcessIdentity identity =
                ProcessIdentity.read(directory.resolve("lock")).orElseThrow();
        try (Launcher next = new Launcher(state.resolve("run"))) {
            WrappedProcess adopted = remember(next.adopt(identity, directory));
            assertThat(adopted.isAlive()).isTrue();
            Files.createFile(directory.resolve("go"));
            awaitEnd(adopted);
            assertThat(adopted.exit().orElseThrow().code()).hasValue(8);
            assertThat(directory.resolve("stdout.log")).hasContent("still here\n");
        }
    }

    /** A daemon that starts one session and then waits to be killed. */
    static final class Starter {
        private Starter() {}

        public static void main(String[] args) throws Exception {
            try (Launcher launcher = new Launcher(Path.of(args[0]))) {
                String script = "while [ ! -e go ]; do sleep 0.05; done; echo still here; exit 8";
                launcher.start(LaunchSpec.of(Path.of(args[1]), nonce(), List.of("sh", "-c", script))
                        .environment(ENVIRONMENT));
                Thread.sleep(Duration.ofMinutes(10));
            }
        }
    }

    @Test
    void doesNotTakeAnotherProcessWithTheSamePidForItsOwn() throws Exception {
        WrappedProcess process = start(Path.of("/bin/sh"), "exec sleep 600");
        ProcessIdentity before = new ProcessIdentity(
                process.pid(), Long.toString(Long.parseLong(process.identity().start()) - 1), "another-nonce");
        assertThat(before.isAlive()).isFalse();
        assertThat(ProcessTree.ofSession(before).scan()).isEmpty();
        assertThat(TreeStop.stop(ProcessTree.ofSession(before), Duration.ZERO).gone())
                .isTrue();
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void refusesADirectoryThatWasUsedOrIsMissing() throws Exception {
        WrappedProcess process = start(Path.of("/bin/sh"), "exit 0");
        awaitEnd(process);
        LaunchSpec again = LaunchSpec.of(process.directory(), nonce(), List.of("true"));
        assertThatThrownBy(() -> launcher(Path.of("/bin/sh")).start(again))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("used before");
        LaunchSpec nowhere = LaunchSpec.of(state.resolve("nowhere"), nonce(), List.of("true"));
        assertThatThrownBy(() -> launcher(Path.of("/bin/sh")).start(nowhere)).isInstanceOf(NotDirectoryException.class);
    }

    @Test
    void readsNoForeignFilesAsRecords() throws Exception {
        Files.writeString(state.resolve("exit.json"), "{}");
        Files.writeString(state.resolve("lock"), "");
        assertThatThrownBy(() -> ExitRecord.read(state)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ProcessIdentity.read(state.resolve("lock"))).isInstanceOf(IOException.class);
    }

    private WrappedProcess start(Path shell, String script) throws IOException {
        return launch(shell, List.of("sh", "-c", script, "sh", "lock"));
    }

    private WrappedProcess launch(Path shell, List<String> command) throws IOException {
        return remember(
                launcher(shell).start(LaunchSpec.of(session(), nonce(), command).environment(ENVIRONMENT)));
    }

    private WrappedProcess remember(WrappedProcess process) {
        started.add(process);
        return process;
    }

    private Launcher launcher(Path shell) {
        return new Launcher(state.resolve("run"), shell);
    }

    private Path session() throws IOException {
        return Files.createTempDirectory(state, "session").toRealPath();
    }

    private static String nonce() {
        return UUID.randomUUID().toString();
    }

    private static void awaitEnd(WrappedProcess process) throws Exception {
        process.onExit().get(30, TimeUnit.SECONDS);
    }

    private static void awaitOutput(WrappedProcess process, String text) {
        Path log = process.directory().resolve("stdout.log");
        await().until(() -> {
            try {
                return Files.exists(log) && Files.readString(log).contains(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
