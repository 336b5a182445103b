package dev.donmai.lifecycle.internal.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for a program on a {@code PATH} by the rule of {@code http-api.md} §9: the first directory with a regular file of
 * that name that has an execute bit counts; if that directory is a relative one, the program counts as absent.
 *
 * @param path directories separated by colons; an empty one is the current directory
 */
public record PathSearch(String path) {

    private static final Set<PosixFilePermission> EXECUTE = EnumSet.of(
            PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);

    /** Where the program is; empty when it is absent. */
    public Optional<Path> find(String program) {
        if (path.isEmpty()) {
            return Optional.empty();
        }
        for (String directory : path.split(":", -1)) {
            Optional<Path> hit = executable(directory, program);
            if (hit.isPresent()) {
                return hit.filter(Path::isAbsolute);
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> executable(String directory, String program) {
        try {
            Path file = Path.of(directory, program);
            boolean found = Files.isRegularFile(file)
                    && Files.getPosixFilePermissions(file).stream().anyMatch(EXECUTE::contains);
            return found ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException | IOException e) {
            // What cannot be looked at is not there.
            return Optional.empty();
        }
    }
}
