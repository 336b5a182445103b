package dev.donmai.git;

import dev.donmai.files.TreeDelete;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A home directory and repositories of its own, made with native git. */
final class Sandbox {
    /** Made once, copied by each test. */
    private static final Supplier<Path> HISTORY = new Supplier<>() {
        private @Nullable Path made;

        @Override
        public synchronized Path get() {
            Path history = made == null ? makeHistory() : made;
            made = history;
            return history;
        }
    };

    private static final Map<String, WorkingCopy> WORKING_COPIES = new ConcurrentHashMap<>();

    /** Where it was made, and what it is at. */
    private record WorkingCopy(Path root, String commit) {}

    final Path root;
    final Path home;
    final Map<String, String> environment = new HashMap<>();
    private final Map<GitKind, Git> gits = new ConcurrentHashMap<>();

    private record GitKind(GitBackend backend, Map<String, String> environment) {}

    Sandbox(Path root) {
        this.root = root;
        this.home = root.resolve("home");
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", home.toString());
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_CONFIG_GLOBAL", home.resolve(".gitconfig").toString());
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asked for its version once for each environment. */
    Git git(GitBackend backend) {
        return gits.computeIfAbsent(new GitKind(backend, Map.copyOf(environment)), kind -> {
            try {
                return Git.using(backend, kind.environment());
            } catch (GitException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** Runs native git with a name and address to commit with; answers standard output without the last line end. */
    String run(Path directory, String... args) {
        List<String> argv = new ArrayList<>(List.of(
                "git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgSign=false"));
        argv.addAll(List.of(args));
        return exec(directory, argv);
    }

    String exec(Path directory, List<String> argv) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(argv).directory(directory.toFile()).redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(argv + " failed: " + output);
            }
            return output.stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    Path repository(String name) {
        Path repository = directory(name);
        run(repository, "init", "-q", "-b", "main");
        return repository;
    }

    /** Writes a file and commits it; answers the commit. */
    String commit(Path repository, String file, String content) {
        write(repository.resolve(file), content);
        run(repository, "add", "-A");
        run(repository, "commit", "-q", "-m", "Write " + file);
        return run(repository, "rev-parse", "HEAD");
    }

    /**
     * Branches {@code main} and {@code side}, tags {@code v1} (annotated) and {@code both}, a branch {@code both} that is
     * ahead of the tag, four commits.
     */
    Path history(String name) {
        Path template = HISTORY.get();
        Path repository = root.resolve(name);
        exec(root, List.of("cp", "-R", template.toString(), repository.toString()));
        return repository;
    }

    /** A working copy {@code area} of a {@link #history} {@code source}, on the branch {@code agent/1}; answers its commit. */
    String workingCopy(GitBackend backend, CloneStrategy strategy) {
        WorkingCopy made =
                WORKING_COPIES.computeIfAbsent(backend + " " + strategy, key -> makeWorkingCopy(backend, strategy));
        exec(made.root(), List.of("cp", "-a", "source", "area", root.toString()));
        Path config = root.resolve("area/.git/config");
        try {
            Files.writeString(
                    config, Files.readString(config).replace(made.root().toString(), root.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return made.commit();
    }

    private static WorkingCopy makeWorkingCopy(GitBackend backend, CloneStrategy strategy) {
        Sandbox sandbox = new Sandbox(lasting());
        Path source = sandbox.history("source");
        try {
            return new WorkingCopy(
                    sandbox.root,
                    sandbox.git(backend)
                            .checkOut(CheckoutRequest.of(source.toString(), sandbox.root.resolve("area"))
                                    .withStrategy(strategy)
                                    .withBranch("agent/1"))
                            .commit());
        } catch (GitException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Path makeHistory() {
        return new Sandbox(lasting()).commits("history");
    }

    /** A directory for all tests of this process. */
    private static Path lasting() {
        try {
            Path directory = Files.createTempDirectory("donmai-git-test-").toRealPath();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(directory), "donmai-test-clean-up"));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path directory) {
        try {
            TreeDelete.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path commits(String name) {
        Path repository = repository(name);
        commit(repository, "README.md", "one\n");
        run(repository, "tag", "-a", "-m", "First", "v1");
        run(repository, "tag", "both");
        commit(repository, "src/code.txt", "two\n");
        run(repository, "checkout", "-q", "-b", "side");
        commit(repository, "side.txt", "side\n");
        run(repository, "branch", "both");
        run(repository, "checkout", "-q", "main");
        commit(repository, "README.md", "three\n");
        return repository;
    }

    Path directory(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A program on the {@code PATH} of the environment, before all others. */
    Path program(String name, String script) {
        Path file = directory("bin").resolve(name);
        write(file, "#!/bin/sh\n" + script);
        mode(file, "rwxr-xr-x");
        environment.computeIfPresent(
                "PATH", (key, path) -> path.startsWith(root + "/bin:") ? path : root.resolve("bin") + ":" + path);
        return file;
    }

    static void mode(Path file, String mode) {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
