package dev.donmai.launcher.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the address of a daemon is written. */
final class AddressText {

    /** What a socket's path stands behind. */
    static final String SOCKET = "unix:";

    /** The one name that this machine resolves itself. */
    static final String LOCALHOST = "localhost";

    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^\\[\\]\\s]+]|[^:\\[\\]\\s]+):(\\d{1,5})");
    private static final int MAX_PORT = 65535;

    private AddressText() {}

    static DaemonAddress parse(String text) throws ClientException {
        if (text.startsWith(SOCKET)) {
            return socket(text.substring(SOCKET.length()).replaceFirst("^//(?=/)", ""));
        }
        if (text.startsWith("https:")) {
            throw new ClientException(
                    "the control API has no TLS: write http, through a tunnel where others could listen");
        }
        String place = text.replaceFirst("^http://", "").replaceFirst("[/?#].*$", "");
        if (place.contains("@")) {
            throw new ClientException("it holds a user name or password, which no daemon asks for");
        }
        Matcher parts = HOST_AND_PORT.matcher(place);
        if (!parts.matches()) {
            throw noAddress(text);
        }
        int port = Integer.parseInt(parts.group(2));
        if (port < 1 || port > MAX_PORT) {
            throw noAddress(text);
        }
        String host = unbracketed(parts.group(1));
        if (!inUrl(host)) {
            throw noAddress(text);
        }
        return new DaemonAddress.Port(host, port);
    }

    private static DaemonAddress socket(String path) throws ClientException {
        if (!path.startsWith("/")) {
            throw noAddress(SOCKET + path);
        }
        return new DaemonAddress.Socket(Path.of(path));
    }

    private static ClientException noAddress(String text) {
        return new ClientException("\"" + text + "\" is not an address of a daemon: write http://HOST:PORT"
                + " (an IPv6 host in brackets) or unix:/PATH");
    }

    /** A host without the brackets that an IPv6 address may stand in; {@code --host} takes both forms. */
    static String host(String text) throws ClientException {
        String host = unbracketed(text);
        boolean oneColon = host.indexOf(':') >= 0 && host.indexOf(':') == host.lastIndexOf(':');
        if (host.isEmpty() || oneColon || !inUrl(host)) {
            throw new ClientException("\"" + text + "\" is not the name or address of a host");
        }
        return host;
    }

    /** Whether it is a host where a URL has one. */
    private static boolean inUrl(String host) {
        try {
            URI uri = new URI("http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":1");
            return uri.getPort() == 1 && uri.getRawUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    static int port(String text) throws ClientException {
        if (text.matches("\\d{1,5}")) {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= MAX_PORT) {
                return number;
            }
        }
        throw new ClientException("\"" + text + "\" is not a port: give 1 to " + MAX_PORT);
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
