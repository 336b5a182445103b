package dev.donmai.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.store.Store;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} in the middle of writing loses nothing that was acknowledged. */
class KilledWriterTest {

    private static final int ROUNDS = 15;

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void whatWasAcknowledgedIsThere() throws Exception {
        Path file = directory.resolve("state.mv");
        List<String> acknowledged = new ArrayList<>();
        Random random = new Random();
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged.addAll(writeAndKill(file, "round" + round, random.nextInt(120)));
            EmbeddedStore store = new EmbeddedStore(() -> file);
            try {
                Store.Table table = store.table("t");
                for (String key : acknowledged) {
                    assertThat(table.get(key))
                            .as(key)
                            .isPresent()
                            .hasValueSatisfying(value -> assertThat(value).startsWith("value of " + key + " "));
                }
            } finally {
                store.close();
            }
            try (Stream<Path> files = Files.list(directory)) {
                assertThat(files).containsExactly(file);
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(ROUNDS);
    }

    /** Kills after so many acknowledged writes, and then some that were under way. */
    private static List<String> writeAndKill(Path file, String prefix, int writes) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WriteLoop.class.getName(),
                        file.toString(),
                        prefix)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> keys = new ArrayList<>();
        try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            while (line != null) {
                keys.add(line);
                if (keys.size() == writes + 1) {
                    // By the handle: the process itself would close the pipe, with what is still in it.
                    child.toHandle().destroyForcibly();
                }
                line = out.readLine();
            }
        }
        child.waitFor();
        // The last line may have been cut in the pipe.
        keys.removeLast();
        return keys;
    }
}
