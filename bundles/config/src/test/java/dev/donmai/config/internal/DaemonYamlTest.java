package dev.donmai.config.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.api.host.LogRedaction;
import dev.donmai.config.ConfigEdit;
import dev.donmai.config.ConfigException;
import dev.donmai.config.Configuration;
import dev.donmai.model.config.DaemonConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonYamlTest {

    @TempDir
    Path directory;

    private final List<DaemonYaml> opened = new ArrayList<>();

    private DaemonYaml open(DaemonOptions options, LogRedaction... redactions) {
        DaemonYaml yaml = new DaemonYaml(options, List.of(redactions));
        opened.add(yaml);
        return yaml;
    }

    @AfterEach
    void close() {
        opened.forEach(DaemonYaml::close);
    }

    @Test
    void aMachineWithoutAFileGetsOne() throws Exception {
        Path state = directory.resolve("deep/state");
        DaemonOptions options = new DaemonOptions(
                "",
                state.toString(),
                "",
                "",
                "",
                List.of(),
                List.of(),
                Map.of("DONMAI_DAEMON_TOKEN", "rsp_live_secret", "RENSEI_ORCHESTRATOR_URL", "file:///q"));
        Configuration configuration = open(options);
        configuration.load();

        Path file = state.resolve("daemon.yaml");
        assertThat(configuration.file()).isEqualTo(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
                .isEqualTo("rwx------");
        assertThat(file).content().doesNotContain("secret");
        DaemonConfig config = configuration.current();
        assertThat(config.machine().id()).isEqualTo(MachineId.ofHost().value());
        assertThat(config.machine().region()).isEqualTo("local");
        assertThat(config.projects()).isEmpty();
        assertThat(config.orchestrator().url()).isEqualTo("file:///q");
        assertThat(config.orchestrator().authToken()).isEqualTo("rsp_live_secret");
    }

    @Test
    void withoutAVariableThereIsNoOrchestrator() throws Exception {
        Configuration configuration = open(Options.state(directory));
        configuration.load();
        assertThat(configuration.current().orchestrator().url()).isEmpty();
    }

    @Test
    void theDefaultFileIsReadWithoutAWarning() throws Exception {
        DaemonOptions options = Options.state(directory);
        for (int processors : new int[] {1, 2, 7, 64}) {
            String text = new DefaultConfig(options, MachineId.of("007"), processors).text();
            Path file = Files.writeString(directory.resolve("daemon.yaml"), text);
            var document = new ConfigReader(options).read(file);
            assertThat(document.warnings()).isEmpty();
            assertThat(document.config().machine().id()).isEqualTo("007");
            assertThat(document.config().capacity().maxConcurrentSessions())
                    .isEqualTo(Math.max(1, Math.min(8, processors / 2)));
            assertThat(document.config().capacity().reservedForSystem().vCpu()).isEqualTo(processors == 7 ? 1 : 4);
        }
    }

    @Test
    void aFileThatIsThereIsNeverReplaced() throws Exception {
        Path file = Files.writeString(directory.resolve("daemon.yaml"), "machine: {}\n");
        Configuration configuration = open(Options.state(directory));
        assertThatThrownBy(configuration::load)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("machine.id is required");
        assertThat(file).hasContent("machine: {}\n");
    }

    @Test
    void aFileThatIsNamedWins() throws Exception {
        Path named = Files.writeString(directory.resolve("named.yaml"), "machine: {id: named}\n");
        Path other = Files.writeString(directory.resolve("other.yaml"), "machine: {id: other}\n");
        Map<String, String> environment =
                Map.of("HOME", directory.toString(), "RENSEI_DAEMON_CONFIG", other.toString());

        Configuration byOption =
                open(new DaemonOptions(named.toString(), "", "", "", "", List.of(), List.of(), environment));
        byOption.load();
        assertThat(byOption.current().machine().id()).isEqualTo("named");

        Configuration byVariable = open(Options.environment(environment));
        byVariable.load();
        assertThat(byVariable.current().machine().id()).isEqualTo("other");
        assertThat(byVariable.state().root()).isEqualTo(directory.resolve(".donmai"));
    }

    @Test
    void beforeLoadingThereAreDefaults() {
        assertThat(open(Options.state(directory)).current()).isEqualTo(DaemonConfig.DEFAULTS);
    }

    @Test
    void aReloadSwapsTheSnapshotAndTellsListeners() throws Exception {
        Path file = Files.writeString(directory.resolve("daemon.yaml"), kind("a"));
        Configuration configuration = open(Options.state(directory));
        configuration.load();
        List<String> heard = new ArrayList<>();
        configuration.onChange(config -> {
            throw new IllegalStateException("one listener fails");
        });
        configuration.onChange(config -> {
            throw new StackOverflowError("another one, worse");
        });
        Configuration.Subscription subscription = configuration.onChange(config -> heard.add(config.kind()));

        Files.writeString(file, kind("b"));
        configuration.reload();
        subscription.close();
        Files.writeString(file, kind("c"));
        configuration.reload();

        assertThat(heard).containsExactly("b");
        assertThat(configuration.current().kind()).isEqualTo("c");
    }

    @Test
    void aReloadOfABrokenFileChangesNothing() throws Exception {
        Path file = Files.writeString(directory.resolve("daemon.yaml"), kind("a"));
        Configuration configuration = open(Options.state(directory));
        configuration.load();

        Files.writeString(file, "machine: [\n");
        assertThatThrownBy(configuration::reload).isInstanceOf(ConfigException.class);
        assertThat(configuration.snapshot().refusal().message())
                .startsWith("parse daemon config \"" + file + "\": line 2");
        Files.delete(file);
        assertThatThrownBy(configuration::reload)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no such file");

        assertThat(configuration.current().kind()).isEqualTo("a");
    }

    @Test
    void aChangeOfTheFileIsTakenInWithoutBeingAsked() throws Exception {
        Path file = Files.writeString(directory.resolve("daemon.yaml"), kind("a"));
        Configuration configuration = open(Options.state(directory));
        configuration.load();
        List<String> heard = new CopyOnWriteArrayList<>();
        configuration.onChange(config -> heard.add(config.kind()));

        Files.writeString(file, kind("b"));
        await().until(() -> configuration.current().kind().equals("b"));
        // The way editors save: another file is put in its place.
        Path other = Files.writeString(directory.resolve("daemon.yaml.tmp"), kind("c"));
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        await().untilAsserted(() -> assertThat(heard).containsExactly("b", "c"));
    }

    @Test
    void aBrokenFileIsSkippedUntilItIsMended() throws Exception {
        Path file = Files.writeString(directory.resolve("daemon.yaml"), kind("a"));
        Configuration configuration = open(Options.state(directory));
        configuration.load();
        List<String> heard = new CopyOnWriteArrayList<>();
        configuration.onChange(config -> heard.add(config.kind()));

        Files.writeString(file, "machine: [\n");
        await().untilAsserted(() -> assertThat(refusal(configuration)).contains("line 2"));
        Files.delete(file);
        await().untilAsserted(() -> assertThat(refusal(configuration)).contains("there is no such file"));
        assertThat(configuration.current().kind()).isEqualTo("a");
        Files.writeString(file, kind("b"));
        await().untilAsserted(() -> assertThat(heard).containsExactly("b"));
        assertThat(refusal(configuration)).isEmpty();
    }

    @Test
    void aFileThatComesBackAsItWasIsInForceAgain() throws Exception {
        Path file = Files.writeString(directory.resolve("daemon.yaml"), kind("a"));
        Configuration configuration = open(Options.state(directory));
        configuration.load();
        Files.delete(file);
        await().untilAsserted(() -> assertThat(refusal(configuration)).contains("there is no such file"));
        Files.writeString(file, kind("a"));
        await().untilAsserted(() -> assertThat(refusal(configuration)).isEmpty());
    }

    @Test
    void deepNestingDoesNotEndTheWatch() throws Exception {
        Path file = Files.writeString(directory.resolve("daemon.yaml"), kind("a"));
        Configuration configuration = open(Options.state(directory));
        configuration.load();
        Files.writeString(file, kind("a") + "x: " + "[".repeat(100_000));
        await().untilAsserted(() -> assertThat(refusal(configuration)).contains("line 3: nested more than 64"));
        Files.writeString(file, kind("b"));
        await().until(() -> configuration.current().kind().equals("b"));
    }

    /** A text that shows which file is in force. */
    private static String kind(String kind) {
        return "machine: {id: m}\nkind: " + kind + "\n";
    }

    private static String refusal(Configuration configuration) {
        return configuration.snapshot().refusal().message();
    }

    @Test
    void anEventWithoutAChangeTellsNobody() throws Exception {
        Path file = Files.writeString(directory.resolve("daemon.yaml"), kind("a"));
        Configuration configuration = open(Options.state(directory));
        configuration.load();
        List<String> heard = new CopyOnWriteArrayList<>();
        configuration.onChange(config -> heard.add(config.kind()));

        Files.writeString(file, kind("a"));
        Files.writeString(directory.resolve("other.yaml"), kind("b"));
        await().during(Duration.ofMillis(700)).until(heard::isEmpty);
    }

    @Test
    void afterClosingNothingIsWatched() throws Exception {
        Path file = Files.writeString(directory.resolve("daemon.yaml"), kind("a"));
        DaemonYaml configuration = open(Options.state(directory));
        configuration.load();
        assertThat(watchers()).isEqualTo(1);
        configuration.close();
        assertThat(watchers()).isZero();
        Files.writeString(file, kind("b"));
        assertThat(configuration.current().kind()).isEqualTo("a");
    }

    private static long watchers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("donmai-watch-config"))
                .count();
    }

    @Test
    void keysThatAreReadOnlyAtStartAreNamed() throws Exception {
        Path file = directory.resolve("daemon.yaml");
        DaemonConfig before = new ConfigReader(Options.state(directory))
                .read(Files.writeString(file, "machine: {id: a}\nlimits: {memoryMb: 1}\n"))
                .config();
        DaemonConfig after = new ConfigReader(Options.state(directory))
                .read(Files.writeString(file, "machine: {id: b}\nhttp: {port: 1}\nlimits: {memoryMb: 2}\n"))
                .config();
        assertThat(NeedsRestart.between(before, after)).containsExactly("machine.id", "http.port");
        assertThat(NeedsRestart.between(before, before)).isEmpty();
    }

    @Test
    void keysThatAreReadOnlyAtStartKeepTheirValues() throws Exception {
        String all = """
                machine: {id: %1$s, region: %1$s}
                orchestrator: {url: "https://%1$s.example", authToken: %1$s, allowMutations: %2$b}
                observability: {logFormat: %3$s, logPath: /%1$s, metricsPort: %4$d}
                http: {host: %1$s.example, port: %4$d, auth: %5$s, socket: /%1$s}
                providers: {directory: %1$s, allowUnsigned: %2$b}
                limits: {memoryMb: %4$d}
                """;
        Path file = directory.resolve("daemon.yaml");
        ConfigReader reader = new ConfigReader(Options.state(directory));
        DaemonConfig start = reader.read(Files.writeString(file, all.formatted("a", true, "text", 1, "local")))
                .config();
        DaemonConfig changed = reader.read(Files.writeString(file, all.formatted("b", false, "json", 2, "token")))
                .config();
        DaemonConfig held = NeedsRestart.held(start, changed);
        assertThat(NeedsRestart.between(start, changed)).hasSize(12);
        assertThat(NeedsRestart.between(start, held)).isEmpty();
        assertThat(held.limits()).isEqualTo(changed.limits());
        assertThat(held.orchestrator().allowMutations()).isFalse();
        assertThat(held.providers().allowUnsigned()).isFalse();
    }

    @Test
    void whatAnEditReadsIsHiddenFromTheLogBeforeItIsInForce() throws Exception {
        Path file = Files.writeString(directory.resolve("daemon.yaml"), kind("a"));
        DaemonOptions options = new DaemonOptions(
                "", directory.toString(), "", "", "", List.of(), List.of(), Map.of("NEW_KEY", "hunter2"));
        // What was in force when a secret was handed over.
        Map<String, String> hidden = new ConcurrentHashMap<>();
        AtomicReference<Configuration> asked = new AtomicReference<>();
        DaemonYaml configuration = open(
                options,
                secrets -> secrets.forEach(secret -> hidden.putIfAbsent(
                        secret, Objects.requireNonNull(asked.get()).current().kind())));
        asked.set(configuration);
        configuration.load();
        Files.writeString(file, kind("b") + "agents: {claude: {env: {KEY: env:NEW_KEY}}}\n");
        configuration.edit(List.of(new ConfigEdit.SetNumber("capacity.maxConcurrentSessions", 3)));
        assertThat(configuration.current().kind()).isEqualTo("b");
        assertThat(hidden).containsEntry("hunter2", "a");
    }

    @Test
    void anEditIsInForceWhenItReturns() throws Exception {
        Path file = Files.writeString(directory.resolve("daemon.yaml"), "machine: {id: a}\n");
        Configuration configuration = open(Options.state(directory));
        configuration.load();
        List<Integer> heard = new ArrayList<>();
        configuration.onChange(config -> heard.add(config.capacity().maxConcurrentSessions()));

        List<ConfigEdit> zero = List.of(new ConfigEdit.SetNumber("capacity.maxConcurrentSessions", 0));
        assertThat(configuration.edit(zero)).isTrue();
        assertThat(configuration.current().capacity().maxConcurrentSessions()).isZero();
        assertThat(file).hasContent("machine: {id: a}\ncapacity:\n  maxConcurrentSessions: 0\n");
        assertThat(configuration.edit(zero)).isFalse();
        assertThat(heard).first().isEqualTo(0);
    }

    @Test
    void anEditTakesInWhatAnEditorHasSaved() throws Exception {
        Path file = Files.writeString(directory.resolve("daemon.yaml"), "machine: {id: a}\n");
        Configuration configuration = open(Options.state(directory));
        configuration.load();
        Files.writeString(file, "machine: {id: a}\nlimits: {memoryMb: 7}\n");
        configuration.edit(List.of(new ConfigEdit.AddProject("p", "r", "")));
        assertThat(configuration.current().limits().memoryMb()).isEqualTo(7);
        assertThat(configuration.current().projects()).hasSize(1);
    }

    @Test
    void anEditThatIsRefusedChangesNeitherFileNorSnapshot() throws Exception {
        Path file = Files.writeString(directory.resolve("daemon.yaml"), "machine: {id: a}\n");
        Configuration configuration = open(Options.state(directory));
        configuration.load();
        DaemonConfig before = configuration.current();
        assertThatThrownBy(() -> configuration.edit(List.of(new ConfigEdit.SetText("trust.mode", "strict"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("trust.mode invalid");
        assertThat(configuration.current()).isSameAs(before);
        assertThat(file).hasContent("machine: {id: a}\n");
    }

    @Test
    void whatWaitsForARestartIsKnownUntilItIsPutBack() throws Exception {
        Path file = Files.writeString(directory.resolve("daemon.yaml"), "machine: {id: a}\n");
        Configuration configuration = open(Options.state(directory));
        configuration.load();
        assertThat(configuration.snapshot().pendingRestart()).isEmpty();
        Files.writeString(file, "machine: {id: b}\nlimits: {memoryMb: 7}\n");
        configuration.reload();
        assertThat(configuration.snapshot().pendingRestart()).containsExactly("machine.id");
        assertThat(configuration.current().machine().id()).isEqualTo("a");
        assertThat(configuration.current().limits().memoryMb()).isEqualTo(7);
        Files.writeString(file, "machine: {id: a}\nlimits: {memoryMb: 7}\n");
        configuration.reload();
        assertThat(configuration.snapshot().pendingRestart()).isEmpty();
    }

    @Test
    void whatIsOddAboutTheFileIsKnown() throws Exception {
        Path file = Files.writeString(directory.resolve("daemon.yaml"), "machine: {id: a}\nkits: {}\n");
        Configuration configuration = open(Options.state(directory));
        configuration.load();
        assertThat(configuration.snapshot().warnings())
                .containsExactly("line 2: unknown key \"kits\" is ignored; did you mean \"kit\"?");
        Files.writeString(file, "machine: {id: a}\nkit: {}\n");
        configuration.reload();
        assertThat(configuration.snapshot().warnings()).isEmpty();
    }

    @Test
    void aListenerMayEdit() throws Exception {
        Files.writeString(directory.resolve("daemon.yaml"), "machine: {id: a}\n");
        Configuration configuration = open(Options.state(directory));
        configuration.load();
        List<Integer> heard = new ArrayList<>();
        configuration.onChange(config -> {
            int sessions = config.capacity().maxConcurrentSessions();
            heard.add(sessions);
            if (sessions > 5) {
                edit(configuration, sessions - 1);
            }
        });
        edit(configuration, 7);
        assertThat(heard).containsExactly(7, 6, 5);
    }

    private static void edit(Configuration configuration, int sessions) {
        try {
            configuration.edit(List.of(new ConfigEdit.SetNumber("capacity.maxConcurrentSessions", sessions)));
        } catch (ConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void pathsAreExpanded() {
        Configuration configuration = open(Options.environment(Map.of("HOME", "/home/anna")));
        assertThat(configuration.expand("~/archive")).isEqualTo(Path.of("/home/anna/archive"));
        assertThat(configuration.expand("/opt/../kits")).isEqualTo(Path.of("/kits"));
        assertThat(configuration.expand("kits")).isEqualTo(Path.of("/home/anna/.donmai/kits"));
    }
}
