package dev.donmai.http.internal;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.model.config.DaemonConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where the control API is to listen: what the program that started the daemon says, else what the configuration says
 * ({@code additions.md} §2).
 *
 * @param host as it was written
 * @param port 0 for any free one
 * @param open whether a port is opened at all
 */
record Bind(String host, int port, boolean open) {

    /** The port of the contract, also meant by a zero in the configuration (README decision 19). */
    static final int DEFAULT_PORT = 7734;

    private static final int MAX_PORT = 65535;

    static Bind of(DaemonOptions options, DaemonConfig.Http config) throws IOException {
        String host = options.host().isEmpty() ? config.host() : options.host();
        boolean told = !options.port().isEmpty();
        String port = told ? options.port() : config.port();
        return switch (port) {
            case "off" -> new Bind(host, 0, false);
            case "auto" -> new Bind(host, 0, true);
            case "0" -> new Bind(host, told ? 0 : DEFAULT_PORT, true);
            default -> new Bind(host, number(port, told ? "--port" : "http.port"), true);
        };
    }

    private static int number(String port, String key) throws IOException {
        try {
            int number = Integer.parseInt(port);
            if (number > 0 && number <= MAX_PORT) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to the message, which is better than the parser's.
        }
        throw new IOException(key + ": \"" + port + "\" is not a port; give 1 to 65535, \"auto\" or \"off\"");
    }

    /** The address of the host. */
    InetAddress address() throws IOException {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IOException(
                    "listen \"" + HostName.join(host, port)
                            + "\": no address is known for this host; correct http.host",
                    e);
        }
    }
}
