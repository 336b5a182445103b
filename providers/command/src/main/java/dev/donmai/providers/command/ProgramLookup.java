package dev.donmai.providers.command;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;

/** Looks for the configured program without starting it. */
final class ProgramLookup {

    private ProgramLookup() {}

    /**
     * Whether a session could find the program. A relative path with a slash is taken from the workarea, which isn't
     * there yet, and gets the benefit of the doubt.
     */
    static boolean canBeThere(String program, String path) {
        try {
            if (program.contains("/")) {
                Path file = Path.of(program);
                return !file.isAbsolute() || executable(file);
            }
            return Arrays.stream(path.split(File.pathSeparator, -1))
                    .filter(directory -> directory.startsWith("/"))
                    .anyMatch(directory -> executable(Path.of(directory, program)));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean executable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
