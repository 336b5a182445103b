package dev.donmai.launcher.cli;

import picocli.CommandLine.Option;

/** The flags that say which daemon is meant. */
final class Target {

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "",
            description = "Address of the daemon (default: DONMAI_DAEMON_URL, the running daemon's, 127.0.0.1).")
    private String host = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Port of the daemon (default: DONMAI_DAEMON_URL, the running daemon's, 7734).")
    private int port;

    String host() {
        return host;
    }

    int port() {
        return port;
    }
}
