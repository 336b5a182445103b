package dev.donmai.launcher.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;

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
        public boolean leadsTo(DaemonAddress named) {
            return named instanceof Port other && port == other.port && (host.equals(other.host) || resolvesTo(other));
        }

        private boolean resolvesTo(Port other) {
            return resolved().isPresent() && resolved().equals(other.resolved());
        }

        /** Whether nothing that is sent there leaves this machine. */
        boolean loopback() {
            return host.equals(AddressText.LOCALHOST)
                    || resolved().filter(InetAddress::isLoopbackAddress).isPresent();
        }

        /** Empty for a name: where it leads is somebody else's word. */
        private Optional<InetAddress> resolved() {
            try {
                return Optional.of(
                        host.equals(AddressText.LOCALHOST) ? InetAddress.getByName(host) : InetAddress.ofLiteral(host));
            } catch (IllegalArgumentException | UnknownHostException e) {
                return Optional.empty();
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
            return "http://" + AddressText.LOCALHOST;
        }

        @Override
        public boolean leadsTo(DaemonAddress named) {
            return named instanceof Socket other && path.normalize().equals(other.path.normalize());
        }

        @Override
        public String toString() {
            return AddressText.SOCKET + path;
        }
    }

    /** What stands before the paths of the control API. */
    String url();

    /** Whether what is sent here arrives there, as far as can be told without asking a name server. */
    boolean leadsTo(DaemonAddress named);

    /**
     * Reads {@code [http://]host:port[/…]}, an IPv6 host in brackets, or {@code unix:/path} ({@code config.md} §5.2).
     *
     * @throws ClientException saying what is wrong with it, without a password it may hold
     */
    static DaemonAddress parse(String text) throws ClientException {
        return AddressText.parse(text);
    }
}
