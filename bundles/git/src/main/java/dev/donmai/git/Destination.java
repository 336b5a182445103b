package dev.donmai.git;

import dev.donmai.files.TreeDelete;
import dev.donmai.git.GitException.Reason;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory that a check-out fills. What was there before is never touched. */
final class Destination {
    private static final Logger LOG = LoggerFactory.getLogger(Destination.class);

    private final Path directory;
    private final boolean created;

    private Destination(Path directory, boolean created) {
        this.directory = directory;
        this.created = created;
    }

    /** Takes an absent or empty directory; throws for any other. */
    static Destination claim(Path wanted) throws GitException {
        Path directory = wanted.toAbsolutePath().normalize();
        try {
            Path parent = directory.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            try {
                Files.createDirectory(directory);
                return new Destination(directory, true);
            } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(directory) || !isEmpty(directory)) {
                    throw new GitException(
                            Reason.DESTINATION_EXISTS,
                            "destination already exists: " + directory
                                    + ". Move it away or choose another directory; nothing in it was touched.",
                            e);
                }
                return new Destination(directory, false);
            }
        } catch (IOException e) {
            throw new GitException(
                    Reason.FAILED,
                    "can't make the destination " + directory + ": " + e + ". Check rights and space.",
                    e);
        }
    }

    Path directory() {
        return directory;
    }

    /** Removes what the check-out has put there. */
    void release() {
        try {
            if (created) {
                TreeDelete.delete(directory);
            } else {
                clear();
            }
        } catch (IOException e) {
            LOG.warn("a failed check-out leaves {} behind: {}", directory, e.toString());
        }
    }

    private void clear() throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                TreeDelete.delete(entry);
            }
        }
    }

    /** Keeps paths out of what git sees, for this working copy alone. */
    static void exclude(Repo repo, List<String> patterns) throws IOException {
        Path file = Files.createDirectories(repo.gitDirectory().resolve("info")).resolve("exclude");
        String before = Files.exists(file) ? Files.readString(file) : "";
        List<String> known = before.lines().toList();
        StringBuilder more = new StringBuilder(before.isEmpty() || before.endsWith("\n") ? "" : "\n");
        patterns.stream()
                .filter(pattern -> !known.contains(pattern))
                .forEach(pattern -> more.append(pattern).append('\n'));
        Files.writeString(file, more, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }
}
