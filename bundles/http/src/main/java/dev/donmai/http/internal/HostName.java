package dev.donmai.http.internal;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names and addresses as requests carry them. Nothing here asks a name server. */
final class HostName {

    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^\\]]+]|[^:\\[\\]/@?#\\s]+)(?::\\d{0,5})?");

    private HostName() {}

    /** The host of {@code host[:port]}, lower case, without the brackets of an IPv6 address; empty when it is neither. */
    static Optional<String> of(String hostAndPort) {
        Matcher matcher = HOST_AND_PORT.matcher(hostAndPort);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String host = matcher.group(1).toLowerCase(Locale.ROOT);
        return Optional.of(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
    }

    /** The address that a literal stands for; empty for a name. */
    static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether it is {@code localhost} or a loopback literal. */
    static boolean isLoopback(String host) {
        return host.equals("localhost")
                || literal(host).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    /** Whether it is one word, and so neither an address nor a name of the Internet. */
    static boolean isLabel(String host) {
        return host.indexOf('.') < 0 && host.indexOf(':') < 0;
    }

    /** An address and port in the form of URLs. */
    static String join(String host, int port) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
