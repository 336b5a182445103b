package dev.donmai.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The shells of this machine that can be {@code /bin/sh} somewhere. */
final class Shells {
    private static final List<Path> ALL = find();

    private Shells() {}

    static List<Path> all() {
        return ALL;
    }

    private static List<Path> find() {
        List<Path> shells = new ArrayList<>(List.of(Path.of("/bin/sh")));
        for (String name : List.of("dash", "bash", "busybox", "ksh", "mksh", "yash")) {
            Executables.find(name, System.getenv().getOrDefault("PATH", Executables.DEFAULT_PATH))
                    .ifPresent(shell -> shells.add(calledSh(shell)));
        }
        return List.copyOf(shells);
    }

    /** They behave as sh when called so. */
    private static Path calledSh(Path shell) {
        try {
            Path directory = Files.createTempDirectory("donmai-shell-" + shell.getFileName());
            directory.toFile().deleteOnExit();
            Path sh = Files.createSymbolicLink(directory.resolve("sh"), shell);
            sh.toFile().deleteOnExit();
            return sh;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
