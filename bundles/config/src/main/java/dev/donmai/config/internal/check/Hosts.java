package dev.donmai.config.internal.check;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether a text names a host. Nothing is looked up. */
final class Hosts {

    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*\\.?");

    private static final Pattern DIGITS = Pattern.compile("[0-9.]+");
    private static final Pattern WITH_PORT = Pattern.compile("[^:]+:\\d+|\\[.*]:\\d+");

    private Hosts() {}

    /** What keeps a text from being a host, as the end of a sentence; empty for a name or an address. */
    static Optional<String> objectionTo(String host) {
        if (host.contains("://") || host.contains("/")) {
            return Optional.of("is an address with a scheme or path (want a host name or an IP address)");
        }
        if (WITH_PORT.matcher(host).matches()) {
            return Optional.of("has a port (want a host name or an IP address; the port is http.port)");
        }
        boolean address = host.contains(":") || DIGITS.matcher(host).matches();
        if (address ? isAddress(host) : NAME.matcher(host).matches()) {
            return Optional.empty();
        }
        return Optional.of("(want a host name or an IP address)");
    }

    private static boolean isAddress(String host) {
        String bare = host.replaceFirst("^\\[(.*)]$", "$1").replaceFirst("%.*$", "");
        try {
            // Takes literals only, and no such shortened ones as 127.1.
            return !InetAddress.ofLiteral(bare).getHostAddress().isEmpty()
                    && (bare.contains(":") || bare.split("\\.").length == 4);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
