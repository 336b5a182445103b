package dev.donmai.tck.internal.vcs;

import dev.donmai.api.vcs.VcsContext;
import dev.donmai.api.vcs.Workarea;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/**
 * A working copy, and what a worker offers for it.
 *
 * @param workarea the working copy as it was checked out
 * @param scratchDirectory private
 * @param home of the programs that are started
 */
record Place(Workarea workarea, Path scratchDirectory, Path home) implements VcsContext {

    /** What must leave the session neither in a commit nor in a message. */
    static final String SECRET = "tck-secret-4be10c77";

    static Place of(Workarea workarea, Path directory) throws IOException {
        return new Place(
                workarea,
                Files.createDirectory(
                        directory.resolve("scratch"),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))),
                Files.createDirectory(directory.resolve("home")));
    }

    /** The same, as if it had come from another repository. */
    Place from(String repository) {
        return new Place(
                new Workarea(workarea.directory(), repository, workarea.base(), workarea.baseBranch()),
                scratchDirectory,
                home);
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"), "HOME", home.toString());
    }

    @Override
    public Set<String> secrets() {
        return Set.of(SECRET);
    }

    void write(String path, String content) throws IOException {
        Path file = workarea.directory().resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
