package dev.donmai.itests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Holds every clone of a repository until it is opened. It stands in the place of {@code ssh}, so that git reaches the
 * repository through it.
 */
public final class Gate {

    private final Path folder;
    private final TestRepository repository;

    private Gate(Path folder, TestRepository repository) {
        this.folder = folder;
        this.repository = repository;
    }

    /** Closed, in front of a repository, for the daemons of a home. */
    public static Gate before(TestRepository repository, DaemonHome home) {
        try {
            Path folder = Files.createDirectories(home.temporary().resolve("gate"));
            Files.createFile(
                    folder.resolve("key"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            home.program("ssh", """
                    #!/bin/sh
                    echo "$*" >> '%1$s/calls'
                    while [ ! -e '%1$s/open' ]; do sleep 0.02; done
                    for command; do :; done
                    exec /bin/sh -c "$command"
                    """.formatted(folder));
            return new Gate(folder, repository);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a project configures. */
    public String url() {
        return "ssh://gate" + repository.directory();
    }

    /** The private key a project configures. */
    public String key() {
        return folder.resolve("key").toString();
    }

    /** Waits until git stands before it. */
    public void awaitCaller() {
        Eventually.await("git to stand before the gate").until(() -> !calls().isEmpty());
    }

    /** What git has called it with, one line for each time. */
    public String calls() {
        try {
            Path calls = folder.resolve("calls");
            return Files.exists(calls) ? Files.readString(calls) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets everybody through from now on. */
    public void open() {
        try {
            Files.createFile(folder.resolve("open"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
