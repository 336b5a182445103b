package dev.donmai.providers.git;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A repository on a host with pull requests.
 *
 * @param host the host's name
 * @param name {@code owner/repository}
 */
record ForgeRepository(String host, String name) {

    private static final Pattern ADDRESS = Pattern.compile(
            "(?:(?:https?|ssh|git)://(?:[^/]*@)?(?<host>[^/:@]+)(?::\\d+)?/|(?:[^/@:]+@)?(?<scp>[^/:@]+):/?|(?<bare>[^/:@]+\\.[^/:@]+)/)"
                    + "(?<name>[^/]+/[^/]+?)(?:\\.git)?/?");

    /** The repository of an address; empty for one on this machine and for a path that is not {@code owner/repository}. */
    static Optional<ForgeRepository> of(String address) {
        Matcher matcher = ADDRESS.matcher(address);
        if (address.startsWith("/") || address.startsWith("~") || !matcher.matches()) {
            return Optional.empty();
        }
        String host = Optional.ofNullable(matcher.group("host"))
                .or(() -> Optional.ofNullable(matcher.group("scp")))
                .orElseGet(() -> matcher.group("bare"));
        return Optional.of(new ForgeRepository(host, matcher.group("name")));
    }

    /** As {@code gh --repo} takes it. */
    String selector() {
        return host + "/" + name;
    }

    /** The variable in which {@code gh} looks for a token for the host. */
    String tokenVariable() {
        return host.equals("github.com") || host.endsWith(".ghe.com") ? "GH_TOKEN" : "GH_ENTERPRISE_TOKEN";
    }
}
