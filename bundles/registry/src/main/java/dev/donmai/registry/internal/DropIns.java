package dev.donmai.registry.internal;

import dev.donmai.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The directory that operators put provider JARs into. */
final class DropIns {

    private DropIns() {}

    /** {@code providers.directory}, else the one of the state directory. */
    static Path directory(Configuration configuration) {
        String configured = configuration.current().providers().directory();
        return configured.isEmpty() ? configuration.state().providers() : configuration.expand(configured);
    }

    /** The JARs in it, by name; none when it is not there. Names that begin with a dot are files that still come. */
    static List<Path> jars(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.filter(file -> {
                        String name = String.valueOf(file.getFileName());
                        return name.endsWith(".jar") && !name.startsWith(".") && Files.isRegularFile(file);
                    })
                    .sorted()
                    .toList();
        }
    }
}
