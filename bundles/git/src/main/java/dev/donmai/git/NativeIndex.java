package dev.donmai.git;

import dev.donmai.files.TreeDelete;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A copy of a repository's index, to add to without touching the one that its owner works with. */
final class NativeIndex implements AutoCloseable {
    private final Path directory;

    private NativeIndex(Path directory) {
        this.directory = directory;
    }

    static NativeIndex copyOf(Repo repo) throws IOException {
        NativeIndex copy = new NativeIndex(Files.createTempDirectory("donmai-git-"));
        try {
            Files.copy(repo.gitDirectory().resolve("index"), copy.file());
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
        return directory.resolve("index");
    }

    @Override
    public void close() throws IOException {
        TreeDelete.delete(directory);
    }
}
