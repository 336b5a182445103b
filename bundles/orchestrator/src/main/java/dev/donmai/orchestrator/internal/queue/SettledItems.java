package dev.donmai.orchestrator.internal.queue;

import dev.donmai.model.session.QueueLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The items in {@code done} and {@code failed}, which are kept for some time and in a bounded number. */
final class SettledItems {

    private static final String RESULT = ".result";

    private final QueueLayout layout;
    private final InstantSource clock;
    private final int most;

    private record Settled(String name, FileTime at) {}

    SettledItems(QueueLayout layout, InstantSource clock, int most) {
        this.layout = layout;
        this.clock = clock;
        this.most = most;
    }

    /** Removes those that are too old, and the oldest of too many. */
    void prune(Duration age) throws IOException {
        FileTime oldest = FileTime.from(clock.instant().minus(age));
        for (Path folder : List.of(layout.done(), layout.failed())) {
            List<Settled> settled = settled(folder);
            int tooMany = settled.size() - most;
            for (int i = 0; i < settled.size(); i++) {
                if (i < tooMany || settled.get(i).at().compareTo(oldest) < 0) {
                    Files.deleteIfExists(layout.item(folder, settled.get(i).name()));
                    Files.deleteIfExists(layout.result(folder, settled.get(i).name()));
                }
            }
        }
    }

    /** The oldest first, by their results: those are written when an item is settled. */
    private static List<Settled> settled(Path folder) throws IOException {
        List<Settled> settled = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                named(file).ifPresent(settled::add);
            }
        }
        settled.sort(Comparator.comparing(Settled::at));
        return settled;
    }

    private static Optional<Settled> named(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        if (!name.endsWith(RESULT)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Settled(name.substring(0, name.length() - RESULT.length()), Files.getLastModifiedTime(file)));
        } catch (NoSuchFileException e) {
            // Another daemon was faster.
            return Optional.empty();
        }
    }
}
