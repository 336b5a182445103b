package dev.donmai.launcher.quickstart;

import dev.donmai.model.Json;
import java.nio.file.Path;
import java.util.List;

/** The {@code daemon.yaml} of a quickstart. */
final class QuickstartConfig {

    private QuickstartConfig() {}

    /** The text. A JSON string is a YAML string too. */
    static String text(String repository, Path archives, List<String> command) {
        return """
                # Written by donmai quickstart.
                apiVersion: rensei.dev/v1
                kind: LocalDaemon
                machine:
                  id: quickstart
                capacity:
                  maxConcurrentSessions: 2
                projects:
                  - id: quickstart
                    repository: %s
                http:
                  port: auto
                workarea:
                  archiveRoot: %s
                agents:
                  command:
                    argv: %s
                    prompt: stdin
                """.formatted(Json.line(repository), Json.line(archives.toString()), Json.line(command));
    }
}
