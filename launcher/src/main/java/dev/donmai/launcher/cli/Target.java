package dev.donmai.launcher.cli;

import dev.donmai.launcher.client.DaemonLookup;
import picocli.CommandLine.Option;

/** The flags that say which daemon is meant. */
final class Target {

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "",
            description = "Host of the daemon (default: DONMAI_DAEMON_URL, the running daemon's, 127.0.0.1).")
    private String host = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "",
            description = "Port of the daemon (default: DONMAI_DAEMON_URL, the running daemon's, 7734).")
    private String port = "";

    @Option(
            names = "--socket",
            paramLabel = "FILE",
            defaultValue = "",
            description = "Unix domain socket of the daemon, instead of host and port.")
    private String socket = "";

    DaemonLookup lookup() {
        return new DaemonLookup(host, port, socket);
    }
}
