package dev.donmai.orchestrator.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.donmai.model.session.QueueLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettledItemsTest {

    private static final Instant NOW = Instant.parse("2026-05-20T09:00:00Z");

    @TempDir
    Path directory;

    private QueueLayout layout;
    private SettledItems settled;

    @BeforeEach
    void create() throws IOException {
        layout = new QueueLayout(directory);
        new QueueFiles(layout).create();
        settled = new SettledItems(layout, InstantSource.fixed(NOW), 2);
    }

    private void put(Path folder, String name, Duration age) throws IOException {
        Files.writeString(layout.item(folder, name), "{}");
        Path result = Files.writeString(layout.result(folder, name), "{}");
        Files.setLastModifiedTime(result, FileTime.from(NOW.minus(age)));
    }

    private List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void whatIsOldGoesWithItsResult() throws Exception {
        put(layout.done(), "old", Duration.ofDays(31));
        put(layout.done(), "new", Duration.ofDays(29));
        put(layout.failed(), "old", Duration.ofDays(31));
        settled.prune(Duration.ofDays(30));
        assertThat(files(layout.done())).containsExactly("new.json", "new.result");
        assertThat(files(layout.failed())).isEmpty();
    }

    @Test
    void ofTooManyTheOldestGo() throws Exception {
        for (int i = 1; i <= 4; i++) {
            put(layout.failed(), "item-" + i, Duration.ofHours(i));
        }
        settled.prune(Duration.ofDays(30));
        assertThat(files(layout.failed()))
                .containsExactly("item-1.json", "item-1.result", "item-2.json", "item-2.result");
    }
}
