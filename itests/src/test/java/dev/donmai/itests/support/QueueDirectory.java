package dev.donmai.itests.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.donmai.model.Json;
import dev.donmai.model.session.QueueLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The local queue of a daemon, or of several, as a program sees it that puts items there. */
public final class QueueDirectory {

    private final Path directory;

    private QueueDirectory(Path directory) {
        this.directory = directory;
    }

    /** The queue of one home. */
    public static QueueDirectory of(DaemonHome home) {
        return new QueueDirectory(home.state().resolve("queue"));
    }

    /** One directory that several homes use. */
    public static QueueDirectory shared(Path directory, DaemonHome... homes) {
        try {
            Files.createDirectories(directory);
            for (DaemonHome home : homes) {
                Files.createSymbolicLink(home.state().resolve("queue"), directory);
            }
            return new QueueDirectory(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path directory() {
        return directory;
    }

    /** Puts an item there as it should be done: written under another name, then renamed. */
    public void put(ObjectNode item) {
        String id = item.path("sessionId").asText();
        try {
            Path folder = Files.createDirectories(directory.resolve("new"));
            Path written = Files.writeString(folder.resolve("." + id), item.toString());
            Files.move(written, folder.resolve(id + QueueLayout.ITEM), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file there without any care. */
    public void write(String name, String content) {
        try {
            Path folder = Files.createDirectories(directory.resolve("new"));
            Files.writeString(folder.resolve(name + QueueLayout.ITEM), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of the items in one of the folders. */
    public List<String> in(String folder) {
        try {
            return QueueLayout.names(directory.resolve(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until exactly these items are in a folder. */
    public void awaitIn(String folder, String... names) {
        Eventually.await("items " + List.of(names) + " in " + folder)
                .untilAsserted(() -> assertThat(in(folder)).containsExactly(names));
    }

    /** Waits until at least so many items are done; for each of many there is a second. */
    public void awaitDone(int count) {
        Eventually.await(count + " items to be done")
                .atMost(Eventually.PATIENCE.plusSeconds(count))
                .until(() -> in("done").size() >= count);
    }

    /** Waits until an item is in a folder and returns what became of it. */
    public JsonNode awaitResult(String folder, String name) {
        Eventually.await("item " + name + " in " + folder)
                .until(() -> in(folder).contains(name));
        QueueLayout layout = new QueueLayout(directory);
        try {
            return Json.read(layout.result(directory.resolve(folder), name), JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many lines a file has; none when it is not there. */
    public static long lines(Path file) {
        if (!Files.exists(file)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
