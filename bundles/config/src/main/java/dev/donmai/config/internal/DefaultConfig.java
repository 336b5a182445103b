package dev.donmai.config.internal;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.model.Json;
import java.nio.charset.StandardCharsets;

/**
 * The file for a machine that has none ({@code config.md} §2.9). What is a default stays a comment, so that a later default
 * applies; the token stays in the environment.
 */
record DefaultConfig(DaemonOptions options, MachineId machine, int processors) {

    /** The one for this machine. */
    static DefaultConfig here(DaemonOptions options) {
        return new DefaultConfig(
                options, MachineId.ofHost(), Runtime.getRuntime().availableProcessors());
    }

    byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    String text() {
        int sessions = Math.clamp(processors / 2, 1, 8);
        int reserved = Math.min(4, processors / 4);
        return """
                # Donmai's configuration. What is commented out shows the default.
                apiVersion: rensei.dev/v1
                kind: LocalDaemon

                machine:
                  id: %s
                  region: local

                capacity:
                  maxConcurrentSessions: %d
                  reservedForSystem:
                    vCpu: %d
                    memoryMb: 16384

                # The repositories that sessions may work on; an empty list admits nothing. An entry:
                #  - id: shop-web
                #    repository: https://github.com/example/shop-web
                #    cloneStrategy: shallow          # shallow | full | reference-clone
                #    git: {sshKey: ~/.ssh/id_ed25519}
                projects: []

                # Where work comes from; without a URL only from this machine. The token may stand here as ${NAME} of an
                # environment variable; DONMAI_DAEMON_TOKEN wins over it.
                orchestrator:
                  url: %s

                #autoUpdate: {channel: stable, schedule: nightly, drainTimeoutSeconds: 600}
                #http: {host: 127.0.0.1, port: 7734}
                #agents:
                #  command: {argv: [./agent.sh], prompt: stdin, format: text}
                """.formatted(
                        quoted(machine.value()),
                        sessions,
                        reserved == 0 ? 4 : reserved,
                        quoted(options.variable("ORCHESTRATOR_URL")));
    }

    /** A JSON text is a YAML text in quotes. */
    private static String quoted(String text) {
        return Json.line(text);
    }
}
