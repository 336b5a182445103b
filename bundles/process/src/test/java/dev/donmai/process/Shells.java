package dev.donmai.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The shells of this machine that can be {@code /bin/sh} somewhere. */
final class Shells {
    private Shells() {}

    static List<Path> all() throws IOException {
        List<Path> shells = new ArrayList<>(List.of(Path.of("/bin/sh")));
        for (String name : List.of("dash", "bash", "busybox", "ksh", "mksh", "yash")) {
            Optional<Path> found =
                    Executables.find(name, System.getenv().getOrDefault("PATH", Executables.DEFAULT_PATH));
            if (found.isPresent()) {
                // They behave as sh when called so.
                Path directory = Files.createTempDirectory("donmai-shell-" + name);
                Path sh = Files.createSymbolicLink(directory.resolve("sh"), found.get());
                sh.toFile().deleteOnExit();
                directory.toFile().deleteOnExit();
                shells.add(sh);
            }
        }
        return shells;
    }
}
