package dev.donmai.sessions.internal;

import dev.donmai.files.AtomicFile;
import dev.donmai.model.Json;
import dev.donmai.model.session.SessionFile;
import dev.donmai.model.session.SessionLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of session directories. A directory belongs to the latest run of an id; earlier runs are kept beside it as
 * {@code <id>~<n>}, which no id can look like.
 */
final class SessionDirectories {

    private static final String EARLIER = "~";

    private final Path root;

    SessionDirectories(Path root) {
        this.root = root;
    }

    /** The directory of an id, whether it is there or not. */
    SessionLayout of(String id) {
        return new SessionLayout(root.resolve(id));
    }

    /** The file that every session has, if the session is there. */
    Optional<SessionFile> read(String id) throws IOException {
        try {
            return Optional.of(Json.read(of(id).session(), SessionFile.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Makes the directory of a new run with its {@code session.json}; both are durable when this returns. */
    SessionLayout create(SessionFile file) throws IOException {
        Files.createDirectories(
                root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        SessionLayout layout = of(file.sessionId());
        if (Files.exists(layout.directory())) {
            moveAside(layout.directory());
        }
        Files.createDirectory(
                layout.directory(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        AtomicFile.write(layout.session(), Json.bytes(file));
        AtomicFile.syncDirectory(root);
        return layout;
    }

    private void moveAside(Path directory) throws IOException {
        int n = 1;
        Path aside = directory.resolveSibling(directory.getFileName() + EARLIER + n);
        while (Files.exists(aside)) {
            n++;
            aside = directory.resolveSibling(directory.getFileName() + EARLIER + n);
        }
        Files.move(directory, aside);
    }

    /** Ids of all sessions, the latest run of each. */
    List<String> ids() throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .filter(name -> !name.contains(EARLIER) && !name.startsWith("."))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
