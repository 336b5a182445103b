package dev.donmai.git;

import dev.donmai.files.TreeDelete;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A copy of a repository's index, to add to without touching the one that its owner works with. */
final class IndexCopy implements AutoCloseable {
    private static final String INDEX = "index";
    private static final Logger LOG = LoggerFactory.getLogger(IndexCopy.class);

    private final Path directory;

    private IndexCopy(Path directory) {
        this.directory = directory;
    }

    static IndexCopy of(Repo repo) throws IOException {
        IndexCopy copy = new IndexCopy(Files.createTempDirectory("donmai-git-"));
        try {
            Files.copy(repo.gitDirectory().resolve(INDEX), copy.file());
        } catch (NoSuchFileException e) {
            // Nothing has been added yet: an absent index is an empty one.
            return copy;
        } catch (IOException e) {
            copy.close();
            throw e;
        }
        return copy;
    }

    Path file() {
        return directory.resolve(INDEX);
    }

    /**
     * Puts the copy in the place of the repository's index, after a commit of it. Nobody works in the repository at such a
     * time, so a lock beside the index was left by a git that was killed.
     */
    void install(Repo repo) {
        Path index = repo.gitDirectory().resolve(INDEX);
        Path incoming = repo.gitDirectory().resolve(INDEX + ".donmai");
        try {
            Files.copy(file(), incoming, StandardCopyOption.REPLACE_EXISTING);
            Files.move(incoming, index, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(repo.gitDirectory().resolve(INDEX + ".lock"));
        } catch (IOException e) {
            // The commit is there; what git shows as changed is wrong until the index is read anew.
            LOG.warn("the index {} is behind the commit: {}", index, e.toString());
        }
    }

    @Override
    public void close() {
        try {
            TreeDelete.delete(directory);
        } catch (IOException e) {
            LOG.warn("the copy of an index stays in {}: {}", directory, e.toString());
        }
    }
}
