package dev.donmai.launcher.client;

import java.net.InetAddress;
import java.nio.file.Path;

/** Where the control API of a daemon is. Its text is what {@link #parse} reads. */
public sealed interface DaemonAddress {

    /** Where a daemon listens when nobody says otherwise. */
    Port DEFAULT = new Port("127.0.0.1", 7734);

    /**
     * A port of this machine or another one.
     *
     * @param host name or address, IPv6 without brackets
     */
    record Port(String host, int port) implements DaemonAddress {

        @Override
        public String url() {
            return "http://" + this;
        }

        @Override
        public boolean onThisMachine() {
            if (host.equals("localhost")) {
                return true;
            }
            try {
                return InetAddress.ofLiteral(host).isLoopbackAddress();
            } catch (IllegalArgumentException e) {
                // A name: where it leads is somebody else's word.
                return false;
            }
        }

        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /** A Unix domain socket. */
    record Socket(Path path) implements DaemonAddress {

        @Override
        public String url() {
            return "http://localhost";
        }

        @Override
        public boolean onThisMachine() {
            return true;
        }

        @Override
        public String toString() {
            return AddressText.SOCKET + path;
        }
    }

    /** What stands before the paths of the control API. */
    String url();

    /** Whether nothing that is sent there leaves this machine. */
    boolean onThisMachine();

    /**
     * Reads {@code [http://]host:port[/…]}, an IPv6 host in brackets, or {@code unix:/path} ({@code config.md} §5.2).
     *
     * @throws ClientException saying what is wrong with it, without a password it may hold
     */
    static DaemonAddress parse(String text) throws ClientException {
        return AddressText.parse(text);
    }
}
