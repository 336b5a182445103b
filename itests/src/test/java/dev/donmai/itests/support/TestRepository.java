package dev.donmai.itests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real git repository with a working tree, made by real git. */
public final class TestRepository {

    private static final int FILES_A_FOLDER = 100;

    private final Path directory;

    private TestRepository(Path directory) {
        this.directory = directory;
    }

    /** A repository with one commit on {@code main}: a file {@code README}. */
    public static TestRepository create(Path directory) {
        TestRepository repository = new TestRepository(directory);
        repository.write("README", "a repository for tests\n");
        repository.git("init", "--quiet", "--initial-branch=main");
        // No clean-up in the background that outlives a test.
        repository.git("config", "gc.auto", "0");
        repository.commitAll("first");
        return repository;
    }

    /** The same with so many small files, committed. */
    public static TestRepository withFiles(Path directory, int files) {
        TestRepository repository = create(directory);
        for (int n = 0; n < files; n++) {
            repository.write("src/" + n / FILES_A_FOLDER + "/file-" + n + ".txt", "file number " + n + "\n");
        }
        repository.commitAll(files + " files");
        return repository;
    }

    public Path directory() {
        return directory;
    }

    /** What a project configures. */
    public String url() {
        return directory.toUri().toString().replaceFirst("^file:/+", "file:///").replaceFirst("/$", "");
    }

    /** Writes a file into the working tree. */
    public TestRepository write(String path, String text) {
        try {
            Path file = directory.resolve(path);
            Path parent = file.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commits everything and returns the commit's id. */
    public String commitAll(String message) {
        git("add", "--all");
        git("-c", "user.name=Tester", "-c", "user.email=tester@example.invalid", "commit", "--quiet", "-m", message);
        return head();
    }

    /** The commit that is checked out. */
    public String head() {
        return git("rev-parse", "HEAD");
    }

    /** Runs git in the working tree and returns what it printed. */
    public String git(String... arguments) {
        return git(directory, arguments);
    }

    /** Runs git anywhere, without the configuration of whoever runs the tests. */
    public static String git(Path directory, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-c", "safe.directory=*"));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
            builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
            builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
            Process git = builder.start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (git.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
