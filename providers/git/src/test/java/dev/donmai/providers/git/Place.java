package dev.donmai.providers.git;

import dev.donmai.api.vcs.VcsContext;
import dev.donmai.api.vcs.Workarea;
import dev.donmai.api.vcs.WorkingCopy;
import dev.donmai.git.CheckoutRequest;
import dev.donmai.git.Git;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A bare repository, a working copy of it as the worker makes one, and what the worker offers. */
final class Place implements VcsContext {

    static final String BRANCH = "agent/s-1";

    final Path root;
    final Path origin;
    final Path area;
    final String base;
    final Map<String, String> environment = new HashMap<>();
    final Set<String> secrets = new HashSet<>();

    Place(Path root) throws Exception {
        this.root = root;
        this.origin = root.resolve("origin.git");
        this.area = root.resolve("area");
        environment.put("PATH", root.resolve("bin") + ":" + System.getenv("PATH"));
        environment.put("HOME", Files.createDirectories(root.resolve("home")).toString());
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        Files.createDirectories(root.resolve("bin"));
        Files.createDirectories(root.resolve("scratch"));
        Path source = root.resolve("source");
        Git git = Git.find(environment);
        git.init(source, Map.of("README.md", "one\n"), "Begin");
        run(root, "clone", "-q", "--bare", source.toString(), origin.toString());
        base = git.checkOut(CheckoutRequest.of(origin.toString(), area).withBranch(BRANCH))
                .commit();
    }

    WorkingCopy open() throws Exception {
        return open(origin.toString());
    }

    WorkingCopy open(String repository) throws Exception {
        return new GitVersionControl().open(new Workarea(area, repository, base, "main"), this);
    }

    @Override
    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    @Override
    public Path scratchDirectory() {
        return root.resolve("scratch");
    }

    @Override
    public Set<String> secrets() {
        return Set.copyOf(secrets);
    }

    void write(String path, String content) throws IOException {
        Path file = area.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    String commit(String path, String content) throws IOException {
        write(path, content);
        run(area, "add", "-A");
        run(area, "commit", "-q", "-m", "Write " + path);
        return run(area, "rev-parse", "HEAD");
    }

    String remoteBranch(String branch) {
        return run(origin, "for-each-ref", "--format=%(objectname)", "refs/heads/" + branch);
    }

    /** A program before all others. */
    void program(String name, String script) throws IOException {
        Path file = root.resolve("bin").resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    String run(Path directory, String... args) {
        List<String> argv = new ArrayList<>(List.of(
                "git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgSign=false"));
        argv.addAll(List.of(args));
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
}
