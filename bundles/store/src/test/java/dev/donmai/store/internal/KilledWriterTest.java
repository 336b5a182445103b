package dev.donmai.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.store.Store;
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
            acknowledged.addAll(KilledProcess.run(
                    WriteLoop.class, List.of(file.toString(), "round" + round), 1 + random.nextInt(120)));
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
}
