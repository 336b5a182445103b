package dev.donmai.workareas.internal;

import dev.donmai.config.StateDirectory;
import dev.donmai.model.config.DaemonConfig;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where archives lie: as configured, else in the state directory, else where the reference has left some. */
final class ArchiveRoot {

    private ArchiveRoot() {}

    static Path of(DaemonConfig config, StateDirectory state, Path home) {
        String configured = config.workarea().archiveRoot();
        if (configured.startsWith("~/")) {
            return home.resolve(configured.substring(2));
        }
        if (!configured.isEmpty()) {
            return Path.of(configured).toAbsolutePath().normalize();
        }
        Path legacy = home.resolve(".rensei").resolve("workareas");
        boolean defaultState = state.root().equals(home.resolve(".donmai"));
        return defaultState && !Files.exists(state.workareas()) && Files.isDirectory(legacy)
                ? legacy
                : state.workareas();
    }
}
