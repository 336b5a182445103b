package dev.donmai.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The proxy that the usual environment variables name: {@code HTTPS_PROXY} and {@code HTTP_PROXY} with the exceptions of
 * {@code NO_PROXY}, each also in lower case, which wins. This machine itself is reached directly. A proxy that wants a name and
 * a password is not supported; the name and password in its address are not sent.
 */
final class ProxyVariables extends ProxySelector {

    private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);
    private static final int DEFAULT_PORT = 80;

    private static final Logger LOG = LoggerFactory.getLogger(ProxyVariables.class);

    private final Optional<Proxy> http;
    private final Optional<Proxy> https;
    private final List<String> exceptions;

    ProxyVariables(Map<String, String> environment) {
        this.http = proxy(variable(environment, "http_proxy"));
        this.https = proxy(variable(environment, "https_proxy"));
        this.exceptions = List.of(
                variable(environment, "no_proxy").toLowerCase(Locale.ROOT).split("[,\\s]+"));
    }

    private static String variable(Map<String, String> environment, String name) {
        String lower = environment.getOrDefault(name, "");
        return lower.isEmpty() ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "") : lower;
    }

    private static Optional<Proxy> proxy(String address) {
        if (address.isBlank()) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(address.contains("://") ? address.strip() : "http://" + address.strip());
            if (uri.getHost() != null && "http".equalsIgnoreCase(uri.getScheme())) {
                int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
                return Optional.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port)));
            }
        } catch (IllegalArgumentException e) {
            // Said below, without the text: it may hold a password.
        }
        LOG.warn("a proxy variable is ignored: its value is not http://host:port");
        return Optional.empty();
    }

    @Override
    public List<Proxy> select(URI uri) {
        Optional<Proxy> proxy = "https".equalsIgnoreCase(uri.getScheme()) ? https : http;
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        return proxy.isEmpty() || isLocal(host) || isExcepted(host, uri.getPort()) ? DIRECT : List.of(proxy.get());
    }

    private static boolean isLocal(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    private boolean isExcepted(String host, int port) {
        return exceptions.stream().anyMatch(exception -> {
            String name = exception.startsWith("*.") ? exception.substring(1) : exception;
            return name.equals("*")
                    || name.equals(host)
                    || name.equals(host + ":" + port)
                    || (!name.isEmpty() && host.endsWith(name.startsWith(".") ? name : "." + name));
        });
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException cause) {
        // Whoever made the request is told.
    }
}
