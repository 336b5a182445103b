package dev.donmai.sessions.internal;

import dev.donmai.files.AtomicFile;
import dev.donmai.files.TreeDelete;
import dev.donmai.model.Json;
import dev.donmai.model.session.SessionFile;
import dev.donmai.model.session.SessionLayout;
import dev.donmai.sessions.DuplicateSessionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folder of session directories. A directory belongs to the latest run of an id; earlier runs are kept beside it as
 * {@code <id>~<n>}, which no id can look like.
 */
final class SessionDirectories {

    private static final String EARLIER = "~";
    private static final String GONE = ".gone-";

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

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

    /**
     * Makes the directory of a new run with its {@code session.json}; both are durable when this returns. An earlier run
     * of the id is moved aside.
     *
     * @throws DuplicateSessionException when an earlier run is not finished
     */
    SessionLayout create(SessionFile file) throws IOException, DuplicateSessionException {
        Files.createDirectories(root, PRIVATE);
        SessionLayout layout = of(file.sessionId());
        if (Files.exists(layout.directory())) {
            if (!Files.exists(layout.record())) {
                // It may have something to tell yet, so that nobody else may run it either.
                throw new DuplicateSessionException("an earlier run of session \"" + file.sessionId()
                        + "\" is not finished yet; its directory is " + layout.directory());
            }
            Files.move(layout.directory(), aside(layout.directory(), runs(file.sessionId()) + 1));
        }
        boolean made = false;
        try {
            Files.createDirectory(layout.directory(), PRIVATE);
            AtomicFile.write(layout.session(), Json.bytes(file));
            AtomicFile.syncDirectory(root);
            made = true;
            return layout;
        } finally {
            if (!made) {
                discard(layout);
            }
        }
    }

    /** Takes back a run that never started: its directory goes, the run before it is the latest again. */
    void discard(SessionLayout layout) throws IOException {
        TreeDelete.delete(layout.directory());
        int earlier = runs(layout.directory().getFileName().toString());
        if (earlier > 0) {
            Files.move(aside(layout.directory(), earlier), layout.directory());
        }
    }

    /** Removes an ended session with its earlier runs, each in one step as far as anybody can see. */
    void remove(String id) throws IOException {
        for (int n = runs(id); n > 0; n--) {
            removeOne(aside(of(id).directory(), n));
        }
        removeOne(of(id).directory());
    }

    private void removeOne(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            Path gone = root.resolve(GONE + UUID.randomUUID());
            Files.move(directory, gone);
            TreeDelete.delete(gone);
        }
    }

    /** Finishes what a killed daemon had begun here: removals, and a run that was moved aside for one that never came. */
    void recover() throws IOException {
        for (String name : names()) {
            int mark = name.lastIndexOf(EARLIER);
            if (name.startsWith(GONE)) {
                TreeDelete.delete(root.resolve(name));
            } else if (mark > 0 && !Files.exists(root.resolve(name.substring(0, mark)))) {
                discard(of(name.substring(0, mark)));
            }
        }
    }

    private static Path aside(Path directory, int n) {
        return directory.resolveSibling(directory.getFileName() + EARLIER + n);
    }

    /** How many earlier runs of an id are kept; they are numbered from 1, the oldest first. */
    private int runs(String id) {
        int n = 0;
        while (Files.exists(aside(of(id).directory(), n + 1))) {
            n++;
        }
        return n;
    }

    /** Ids of all sessions, the latest run of each. */
    List<String> ids() throws IOException {
        return names().stream()
                .filter(name -> !name.contains(EARLIER) && !name.startsWith("."))
                .toList();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
