package dev.donmai.config.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.donmai.config.ConfigEdit;
import dev.donmai.config.ConfigException;
import dev.donmai.config.Configuration;
import dev.donmai.model.config.DaemonConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The file changes all the time, in all the ways in which editors save; whoever looks sees one state of it or another. */
@Timeout(120)
class ReloadUnderLoadTest {

    private static final int STATES = 15;

    @TempDir
    Path directory;

    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicInteger last = new AtomicInteger();
    private final Set<Integer> seen = ConcurrentHashMap.newKeySet();

    /** One number in many places. */
    private static String text(int n) {
        return """
                machine: {id: m}
                kind: k%1$d
                capacity:
                  maxConcurrentSessions: %1$d
                projects:
                  - id: p%1$d
                    repository: https://h.example/%1$d
                limits: {memoryMb: %1$d}
                routing: {seed: %1$d}
                # the end, %2$s
                """.formatted(n, "x".repeat(2000));
    }

    private void check(DaemonConfig config) {
        int n = config.capacity().maxConcurrentSessions();
        seen.add(n);
        assertThat(config.kind()).isEqualTo("k" + n);
        assertThat(config.projects()).extracting(DaemonConfig.Project::id).containsExactly("p" + n);
        assertThat(config.projects().getFirst().repository()).isEqualTo("https://h.example/" + n);
        assertThat(config.limits().memoryMb()).isEqualTo(n);
        assertThat(config.routing().seed()).isEqualTo(n);
    }

    @Test
    void noSnapshotIsHalfApplied() throws Exception {
        Path file = Files.writeString(directory.resolve("daemon.yaml"), text(1));
        DaemonYaml configuration = new DaemonYaml(Options.state(directory), List.of());
        configuration.load();
        configuration.onChange(this::check);
        List<Callable<Void>> work = List.of(
                untilDone(() -> check(configuration.current())),
                untilDone(() -> check(configuration.current())),
                untilDone(() -> reload(configuration)),
                () -> save(file));
        try (ExecutorService executor = Executors.newFixedThreadPool(work.size())) {
            for (Future<Void> result : executor.invokeAll(work)) {
                result.get();
            }
            await().until(() -> configuration.current().limits().memoryMb() == last.get());
        } finally {
            configuration.close();
        }
    }

    /** Whoever fails ends it for all. */
    private Callable<Void> untilDone(Runnable step) {
        return () -> {
            try {
                while (!done.get()) {
                    step.run();
                    Thread.onSpinWait();
                }
                return null;
            } finally {
                done.set(true);
            }
        };
    }

    private Void save(Path file) throws IOException {
        try {
            for (int n = 2; seen.size() < STATES && !done.get(); n++) {
                last.set(n);
                switch (n % 4) {
                    case 0 -> Files.writeString(file, text(n));
                    case 1 -> replace(file, Files.writeString(directory.resolve("daemon.yaml~"), text(n)));
                    case 2 -> {
                        Files.delete(file);
                        Files.writeString(file, text(n));
                    }
                    default -> {
                        Path target = Files.writeString(directory.resolve("target-" + n), text(n));
                        replace(file, Files.createSymbolicLink(directory.resolve("link"), target));
                    }
                }
            }
            return null;
        } finally {
            done.set(true);
        }
    }

    private static void replace(Path file, Path by) throws IOException {
        Files.move(by, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void reload(Configuration configuration) {
        try {
            configuration.reload();
            configuration.edit(List.of(new ConfigEdit.Remove("limits.idleSeconds")));
        } catch (ConfigException e) {
            // It was empty or missing at that moment.
            assertThat(e).hasMessageContaining("daemon.yaml");
        }
    }
}
