package dev.donmai.workareas.internal;

import dev.donmai.model.wire.WorkareaRow;
import dev.donmai.model.wire.WorkareaView;
import dev.donmai.workareas.CorruptArchiveException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The archives of one root, read from the disk at every call ({@code workareas.md} §2.2, §2.3). */
final class Archives {

    private static final String ARCHIVED = "archived";

    private static final Comparator<WorkareaRow> BY_ID_BYTES = (a, b) ->
            Arrays.compareUnsigned(a.id().getBytes(StandardCharsets.UTF_8), b.id().getBytes(StandardCharsets.UTF_8));

    private final Path root;

    Archives(Path root) {
        this.root = root;
    }

    List<WorkareaRow> list() throws IOException {
        List<WorkareaRow> rows = new ArrayList<>();
        for (Path archive : directories()) {
            rows.add(row(archive));
        }
        rows.sort(BY_ID_BYTES);
        return rows;
    }

    /** One archive by its directory's name, else by an id that only one manifest carries. */
    Optional<WorkareaView> inspect(String id) throws IOException, CorruptArchiveException {
        Optional<Path> directory = ArchiveIds.directory(root, id);
        if (directory.isPresent() && Manifest.isIn(directory.get())) {
            return Optional.of(view(directory.get()));
        }
        if (!ArchiveIds.wellFormed(id)) {
            return Optional.empty();
        }
        List<Path> named = new ArrayList<>();
        for (Path archive : directories()) {
            if (row(archive).id().equals(id)) {
                named.add(archive);
            }
        }
        return named.size() == 1 ? Optional.of(view(named.getFirst())) : Optional.empty();
    }

    /** Real directories with a manifest, by name, so that equal ids keep one order. */
    private List<Path> directories() throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(path -> !path.getFileName().toString().startsWith("."))
                    .filter(Manifest::isIn)
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static WorkareaRow row(Path archive) {
        String name = archive.getFileName().toString();
        try {
            Manifest manifest = Manifest.read(archive);
            return new WorkareaRow(
                    shownId(manifest, name),
                    ARCHIVED,
                    manifest.text("providerId"),
                    manifest.text("sessionId"),
                    manifest.text("projectId"),
                    ARCHIVED,
                    manifest.text("ref"),
                    manifest.text("repository"),
                    manifest.createdAt(),
                    manifest.sizeBytes(),
                    manifest.text("sourceProvider"),
                    manifest.text("disposition"),
                    "");
        } catch (CorruptArchiveException e) {
            String reason = String.valueOf(e.getMessage()).replaceFirst("^archive corrupted: ", "corrupted: ");
            return new WorkareaRow(name, ARCHIVED, "", "", "", ARCHIVED, "", "", "", 0, "", reason, "");
        }
    }

    private WorkareaView view(Path archive) throws CorruptArchiveException {
        Manifest manifest = Manifest.read(archive);
        String name = archive.getFileName().toString();
        return new WorkareaView(
                shownId(manifest, name),
                ARCHIVED,
                manifest.text("providerId"),
                manifest.text("sessionId"),
                manifest.text("projectId"),
                ARCHIVED,
                root.resolve(name).toString(),
                manifest.text("ref"),
                manifest.text("repository"),
                Map.copyOf(manifest.toolchain()),
                "",
                root.toString(),
                manifest.all());
    }

    private static String shownId(Manifest manifest, String name) {
        String id = manifest.text("id");
        return id.isEmpty() ? name : id;
    }
}
