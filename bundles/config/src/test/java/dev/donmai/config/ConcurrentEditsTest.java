package dev.donmai.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.config.ConfigEdit.AddProject;
import dev.donmai.config.ConfigEdit.SetNumber;
import dev.donmai.model.config.DaemonConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several writers of one file, and what is left when one of them is killed. */
@Timeout(300)
class ConcurrentEditsTest {

    private static final DaemonOptions OPTIONS =
            new DaemonOptions("", "", "", "", "test", List.of(), List.of(), Map.of());

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(
                directory.resolve("daemon.yaml"), "# mine\nmachine: {id: m}\n\nprojects: []   # none yet\n");
    }

    private List<String> projects() throws ConfigException {
        return ConfigDocument.read(file, OPTIONS).config().projects().stream()
                .map(DaemonConfig.Project::id)
                .toList();
    }

    private static void add(Path file, String name, int count) throws ConfigException {
        for (int i = 0; i < count; i++) {
            new ConfigFile(file, OPTIONS).edit(List.of(new AddProject(name + "-" + i, "r/" + name + "/" + i, "")));
        }
    }

    private static Stream<String> added(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + "-" + i);
    }

    @Test
    void threadsLoseNoEdit() throws Exception {
        List<Callable<Void>> writers = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String name = "thread" + i;
            added(name, 10).forEach(expected::add);
            writers.add(() -> {
                add(file, name, 10);
                return null;
            });
        }
        try (ExecutorService executor = Executors.newFixedThreadPool(writers.size())) {
            for (Future<Void> done : executor.invokeAll(writers)) {
                done.get();
            }
        }
        assertThat(projects()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(file).content().startsWith("# mine\nmachine: {id: m}\n\nprojects:   # none yet\n  - id: ");
    }

    @Test
    void processesLoseNoEdit() throws Exception {
        List<Process> others = List.of(start("add", "a", "15"), start("add", "b", "15"));
        add(file, "c", 15);
        for (Process other : others) {
            assertThat(other.waitFor()).isZero();
        }
        assertThat(projects())
                .containsExactlyInAnyOrderElementsOf(Stream.of("a", "b", "c")
                        .flatMap(name -> added(name, 15))
                        .toList());
    }

    /** Each edit of the killed process sets two numbers to the same value. */
    @Test
    void aKilledWriterLeavesTheOldFileOrTheNewOne() throws Exception {
        for (int round = 0; round < 5; round++) {
            Process writer = start("count");
            try (BufferedReader out = writer.inputReader(StandardCharsets.UTF_8)) {
                // Somewhere in the middle of an edit, a different one each time.
                String first = out.readLine();
                for (int i = 0; i < 3 + 7 * round; i++) {
                    first = out.readLine();
                }
                assertThat(first).isEqualTo("edited");
                writer.destroyForcibly().waitFor();
            } finally {
                writer.destroyForcibly();
            }
            DaemonConfig left = ConfigDocument.read(file, OPTIONS).config();
            assertThat(left.limits().memoryMb())
                    .isPositive()
                    .isEqualTo(left.capacity().maxConcurrentSessions());
            // The lock has gone with its holder, and so do its leftovers with the next edit.
            add(file, "round" + round, 1);
            try (Stream<Path> files = Files.list(directory)) {
                assertThat(files.map(each -> each.getFileName().toString()))
                        .containsExactlyInAnyOrder("daemon.yaml", ".daemon.yaml.lock");
            }
        }
        assertThat(projects()).hasSize(5);
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                file.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** A process that edits. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] arguments) throws Exception {
            Path file = Path.of(arguments[0]);
            if (arguments[1].equals("add")) {
                add(file, arguments[2], Integer.parseInt(arguments[3]));
                return;
            }
            long latest = System.nanoTime() + Duration.ofMinutes(5).toNanos();
            for (int i = 1; System.nanoTime() - latest < 0; i++) {
                new ConfigFile(file, OPTIONS)
                        .edit(List.of(
                                new SetNumber("capacity.maxConcurrentSessions", i),
                                new SetNumber("limits.memoryMb", i)));
                System.out.println("edited");
            }
        }
    }
}
