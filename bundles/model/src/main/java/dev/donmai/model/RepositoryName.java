package dev.donmai.model;

import java.util.Locale;

/**
 * A repository's address without what makes no difference to which repository it is ({@code orchestrator.md} §8.3): the
 * scheme, a user, {@code .git}, slashes at the end, the case of the host, and whether it is written like a URL or like
 * {@code git@host:path}.
 *
 * @param text {@code host/path}, or a path; empty for the empty address
 */
public record RepositoryName(String text) {

    private static final String SCHEME_END = "://";

    /** Of an address as somebody wrote it. */
    public static RepositoryName of(String address) {
        int scheme = address.indexOf(SCHEME_END);
        if (scheme >= 0) {
            return named(address.substring(scheme + SCHEME_END.length()));
        }
        int colon = address.indexOf(':');
        int slash = address.indexOf('/');
        boolean scpLike = colon > 0 && (slash < 0 || colon < slash);
        return named(scpLike ? address.substring(0, colon) + "/" + address.substring(colon + 1) : address);
    }

    private static RepositoryName named(String address) {
        int slash = address.indexOf('/');
        String authority = slash < 0 ? "" : address.substring(0, slash);
        String path = slash < 0 ? address : address.substring(slash);
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        // "acme/web" has an owner and no host; owners may have capitals.
        return new RepositoryName(trimmed((host.contains(".") ? host.toLowerCase(Locale.ROOT) : host) + path));
    }

    private static String trimmed(String path) {
        String name = path.replaceFirst("/+$", "");
        name = name.endsWith(".git") ? name.substring(0, name.length() - ".git".length()) : name;
        return name.replaceFirst("/+$", "");
    }

    /** Whether one of the two is the end of the other, from a slash on. */
    public boolean isEndOf(RepositoryName other) {
        return !text.isEmpty() && other.text.endsWith("/" + text);
    }
}
