package dev.donmai.worker;

import dev.donmai.files.TreeDelete;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A repository with one commit, and a bare one of it: made once, to be copied by each test. */
final class Repositories {

    private static final Path MADE = make();

    private Repositories() {}

    static Path work() {
        return MADE.resolve("work");
    }

    static Path bare() {
        return MADE.resolve("bare.git");
    }

    private static Path make() {
        try {
            Path directory = Files.createTempDirectory("donmai-worker-test-").toRealPath();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(directory), "donmai-test-clean-up"));
            Path work = Files.createDirectory(directory.resolve("work"));
            Stage.git(work, "init", "--quiet", "--initial-branch=main");
            Files.writeString(work.resolve("README"), "hello\n");
            Stage.git(work, "add", "--all");
            Stage.git(work, "-c", "user.name=t", "-c", "user.email=t@t", "commit", "--quiet", "-m", "first");
            Stage.git(directory, "clone", "--quiet", "--bare", work.toString(), "bare.git");
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void remove(Path directory) {
        try {
            TreeDelete.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
