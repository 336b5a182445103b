package dev.donmai.process;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Looks up programs the way a shell does, but on the path given instead of this JVM's own. */
public final class Executables {
    /** Where to look when an environment has no {@code PATH}. */
    public static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";

    private static final Optional<Path> SETSID = find("setsid", DEFAULT_PATH);

    private Executables() {}

    /**
     * The file that {@code name} runs.
     *
     * @param name a bare name, looked up in {@code path}, or a path, which is only checked
     * @param path directories separated by colons; relative ones are skipped
     * @return an absolute path; empty where there is no executable file
     */
    public static Optional<Path> find(String name, String path) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (name.indexOf('/') >= 0) {
            return executable(name).map(Path::toAbsolutePath);
        }
        for (String directory : path.split(":", -1)) {
            if (directory.startsWith("/")) {
                Optional<Path> found = executable(directory + "/" + name);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** {@code setsid}, which Linux distributions have and macOS hasn't. */
    static Optional<Path> setsid() {
        return SETSID;
    }

    private static Optional<Path> executable(String file) {
        try {
            return Optional.of(Path.of(file)).filter(f -> Files.isRegularFile(f) && Files.isExecutable(f));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
