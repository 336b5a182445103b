package dev.donmai.http.internal;

import dev.donmai.lifecycle.ControlToken;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who may call (README decision 6, {@code http-api.md} H1): keeps out web pages and rebound names, and asks for the
 * control token where it is needed. What the older command line and worker send, a loopback {@code Host} and no {@code
 * Origin}, passes.
 */
final class Guard {

    /** What an HTML form or a scripted request can send across origins without asking first. */
    private static final Set<String> FORM_TYPES =
            Set.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data");

    private static final String BEARER = "bearer ";

    private final String bindHost;
    private final boolean everyAddress;
    private final boolean tokenFromAll;
    private final ControlToken token;

    /**
     * A guard.
     *
     * @param bindHost the host that was configured
     * @param tokenFromAll whether everybody needs the token
     */
    Guard(String bindHost, boolean tokenFromAll, ControlToken token) {
        this.bindHost = bindHost.toLowerCase(Locale.ROOT);
        this.everyAddress = HostName.literal(bindHost)
                .filter(InetAddress::isAnyLocalAddress)
                .isPresent();
        this.tokenFromAll = tokenFromAll;
        this.token = token;
    }

    /**
     * The headers that matter here; absent ones are empty.
     *
     * @param socket whether it came over the Unix domain socket
     */
    record Caller(
            boolean socket,
            String method,
            List<String> hosts,
            List<String> origins,
            String site,
            String type,
            List<String> authorizations) {
        Caller {
            hosts = List.copyOf(hosts);
            origins = List.copyOf(origins);
            authorizations = List.copyOf(authorizations);
        }
    }

    /** Says whether a credential, empty for none, makes the control token unnecessary. */
    @FunctionalInterface
    interface Exemption {
        boolean holds(String credential);
    }

    /**
     * Lets a caller pass.
     *
     * @param exemption who needs no control token although everybody does; not for pages
     * @throws Refusal 403, 401 or 415
     */
    void check(Caller caller, Exemption exemption) throws Refusal {
        if (!(caller.socket() ? fitsSocket(caller.hosts()) : fitsPort(caller.hosts()))) {
            throw new Refusal(403, "host not allowed");
        }
        boolean foreign = caller.site().equalsIgnoreCase("cross-site");
        if (foreign || !caller.origins().stream().allMatch(this::ourOrigin)) {
            throw new Refusal(403, "origin not allowed");
        }
        boolean page = !caller.origins().isEmpty();
        String credential = credential(caller.authorizations());
        boolean asked = page || (tokenFromAll && !exemption.holds(credential));
        if (asked && !token.matches(credential)) {
            throw new Refusal(
                    Reply.error(401, "missing or invalid control token").with("WWW-Authenticate", "Bearer"));
        }
        if (page && caller.method().equals("POST") && isFormType(caller.type())) {
            throw new Refusal(415, "content type not allowed: send application/json");
        }
    }

    private boolean fitsPort(List<String> hosts) {
        return !hosts.isEmpty() && hosts.stream().allMatch(this::ours);
    }

    /**
     * Whoever opens a socket knows its path, and no browser can; the name is anything. Still none that a name server could
     * know: something in between may hand on what came in over a port.
     */
    private static boolean fitsSocket(List<String> hosts) {
        return hosts.stream()
                .allMatch(host -> HostName.of(host)
                        .filter(name -> HostName.isLoopback(name) || HostName.isLabel(name))
                        .isPresent());
    }

    private boolean ours(String hostAndPort) {
        return HostName.of(hostAndPort).filter(this::oursByName).isPresent();
    }

    private boolean oursByName(String host) {
        // Listening everywhere, any address is ours. A name could be one that an attacker has pointed here.
        return HostName.isLoopback(host)
                || host.equals(bindHost)
                || (everyAddress && HostName.literal(host).isPresent());
    }

    private boolean ourOrigin(String origin) {
        try {
            URI uri = new URI(origin);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && Optional.ofNullable(uri.getRawAuthority())
                            .filter(this::ours)
                            .isPresent()
                    && uri.getRawPath().isEmpty();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The credential that was presented; empty when there is none that could be ours, or more than one. */
    private static String credential(List<String> authorizations) {
        String authorization = authorizations.size() == 1 ? authorizations.getFirst() : "";
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : "";
    }

    private static boolean isFormType(String type) {
        int end = type.indexOf(';');
        return FORM_TYPES.contains(
                (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT));
    }
}
