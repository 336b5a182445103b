package dev.donmai.git;

import dev.donmai.git.GitException.Reason;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a repository, checked: never an option or a command for git, and free of the password that an
 * {@code https://user:token@host/…} address carries, which is kept apart as a {@link Login}.
 */
public final class RepositoryUrl {
    /** A password may hold an unescaped "@": the last one counts. */
    private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(?:([^/]*)@)?([^/@]*)(/.*)?");

    private static final Pattern USER_HOST_PATH =
            Pattern.compile("(?:([A-Za-z0-9._~-]+)@)?(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+):(.+)");
    private static final Pattern BARE_HOST = Pattern.compile("(?:[^/\\s]+@)?[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+/.+");
    private static final Pattern HELPER = Pattern.compile("[A-Za-z0-9+.-]+::.*", Pattern.DOTALL);
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/\\s]*@");

    /** A name and password to answer the host with. */
    record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[…]";
        }
    }

    private final Transport transport;
    private final String address;
    private final String normal;
    private final @Nullable Login login;
    private final @Nullable Path local;

    private enum Transport {
        HTTP,
        SSH,
        GIT,
        LOCAL
    }

    private RepositoryUrl(
            Transport transport, String address, String normal, @Nullable Login login, @Nullable Path local) {
        this.transport = transport;
        this.address = address;
        this.normal = normal;
        this.login = login;
        this.local = local;
    }

    /**
     * Reads an address: {@code https}, {@code http}, {@code ssh}, {@code git} or {@code file} URL, {@code user@host:path},
     * {@code host.tld/path} (read as https, a name and password before it too) or an absolute path, {@code ~/} included.
     *
     * @param home what {@code ~/} stands for
     * @throws GitException with {@link Reason#BAD_REQUEST} for anything else
     */
    public static RepositoryUrl parse(String text, Path home) throws GitException {
        if (text.isBlank()) {
            throw bad(text, "it is empty");
        }
        if (text.startsWith("-")) {
            throw bad(text, "it starts with a dash");
        }
        if (holdsControl(text)) {
            throw bad(text, "it holds a control character");
        }
        if (HELPER.matcher(text).matches()) {
            throw bad(text, "remote helpers (name::…) are not allowed");
        }
        if (text.startsWith("/")) {
            return ofPath(text, path(text, text));
        }
        if (text.startsWith("~/")) {
            Path path = home.resolve(path(text, text.substring(2)));
            return ofPath(path.toString(), path);
        }
        Matcher url = URL.matcher(text);
        if (url.matches()) {
            return ofUrl(text, url);
        }
        if (text.contains("://")) {
            throw bad(text, "it is no URL");
        }
        // Before user@host:path, for which a name and password would be a host and a path.
        if (BARE_HOST.matcher(text).matches()) {
            return parse("https://" + text, home);
        }
        Matcher scp = USER_HOST_PATH.matcher(text);
        if (scp.matches() && !text.substring(0, scp.start(3)).contains("/")) {
            return ofUserHostPath(text, scp);
        }
        throw bad(text, "it is neither a URL nor user@host:path nor an absolute path");
    }

    /** {@code text} with the user name and password of every URL in it replaced by {@code ***}. */
    public static String redact(String text) {
        return USER_INFO.matcher(text).replaceAll("***@");
    }

    /** What git is given and what becomes {@code remote.origin.url}; without password. */
    public String address() {
        return address;
    }

    /** A short name for the repository, the same for every spelling of its address: the first 16 digits of a SHA-256. */
    public String key() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(normal.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Where the repository lies on this machine, if it does. */
    public Optional<Path> local() {
        return Optional.ofNullable(local);
    }

    /** The same as {@link #address()}: it can be shown. */
    @Override
    public String toString() {
        return address;
    }

    boolean isSsh() {
        return transport == Transport.SSH;
    }

    boolean isHttp() {
        return transport == Transport.HTTP;
    }

    /** The login that the address carried. */
    Optional<Login> login() {
        return Optional.ofNullable(login);
    }

    /** {@code https://host:port} of an HTTP address. */
    String origin() {
        return address.replaceFirst("^([a-z]+://[^/]*).*", "$1");
    }

    private static RepositoryUrl ofUrl(String text, Matcher url) throws GitException {
        String scheme = url.group(1).toLowerCase(Locale.ROOT);
        String userInfo = url.group(2) == null ? "" : url.group(2);
        String host = url.group(3).toLowerCase(Locale.ROOT);
        String path = url.group(4) == null ? "" : url.group(4);
        if (host.startsWith("-") || userInfo.startsWith("-")) {
            throw bad(text, "host and user must not start with a dash");
        }
        String user = userInfo.replaceFirst(":.*", "");
        return switch (scheme) {
            case "file" -> ofFile(text, host, path);
            case "http", "https" -> {
                String address = addressOf(text, scheme, "", host, path);
                String password =
                        userInfo.length() > user.length() ? decode(text, userInfo.substring(user.length() + 1)) : "";
                Login login = userInfo.isEmpty() ? null : new Login(decode(text, user), password);
                yield new RepositoryUrl(Transport.HTTP, address, trim(address, scheme, host), login, null);
            }
            case "ssh", "git+ssh", "ssh+git" -> {
                String address = addressOf(text, "ssh", user, host, path);
                yield new RepositoryUrl(Transport.SSH, address, trim(address, "ssh", host), null, null);
            }
            case "git" -> {
                String address = addressOf(text, scheme, "", host, path);
                yield new RepositoryUrl(Transport.GIT, address, trim(address, scheme, host), null, null);
            }
            default -> throw bad(text, "the scheme " + scheme + " is not one of https, http, ssh, git, file");
        };
    }

    private static RepositoryUrl ofFile(String text, String host, String path) throws GitException {
        if (path.isEmpty() || !(host.isEmpty() || host.equals("localhost"))) {
            throw bad(text, "a file URL has no host and an absolute path");
        }
        return ofPath("file://" + path, path(text, decode(text, path)));
    }

    private static String addressOf(String text, String scheme, String user, String host, String path)
            throws GitException {
        if (host.isEmpty() || path.length() < 2) {
            throw bad(text, "a host and a path are needed");
        }
        return scheme + "://" + (user.isEmpty() ? "" : user + "@") + host + path;
    }

    private static RepositoryUrl ofUserHostPath(String text, Matcher scp) {
        String user = scp.group(1) == null ? "" : scp.group(1) + "@";
        String host = scp.group(2).toLowerCase(Locale.ROOT);
        // The path counts from the user's home directory, unless it starts with a slash: so does that of
        // ssh://host/~/….
        String path = scp.group(3).startsWith("/") ? scp.group(3) : "/~/" + scp.group(3);
        String normal = trim("ssh://" + user + host + path, "ssh", host);
        return new RepositoryUrl(Transport.SSH, text, normal, null, null);
    }

    private static RepositoryUrl ofPath(String address, Path path) {
        Path real = path.toAbsolutePath().normalize();
        try {
            real = path.toRealPath();
        } catch (IOException absent) {
            // The check-out says so; the name needs no real path.
        }
        return new RepositoryUrl(Transport.LOCAL, address, "file://" + real, null, path);
    }

    private static String trim(String address, String scheme, String host) {
        String port = scheme.equals("https") ? ":443" : scheme.equals("http") ? ":80" : ":22";
        String text = host.endsWith(port) ? address.replaceFirst(Pattern.quote(port), "") : address;
        return text.replaceFirst("/+$", "").replaceFirst("\\.git$", "");
    }

    /** Neither a cause nor a quote in the errors: the part may be a password. */
    private static String decode(String text, String part) throws GitException {
        String decoded;
        try {
            decoded = URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw bad(text, "it holds a % that two hexadecimal digits don't follow; a % itself is written %25");
        }
        if (holdsControl(decoded)) {
            throw bad(text, "it holds an escaped control character");
        }
        return decoded;
    }

    private static boolean holdsControl(String text) {
        return text.chars().anyMatch(c -> c < ' ' || c == 0x7f);
    }

    private static Path path(String text, String path) throws GitException {
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw bad(text, "this machine knows no such path: " + e.getReason());
        }
    }

    private static GitException bad(String text, String why) {
        return new GitException(
                Reason.BAD_REQUEST,
                "repository \"" + shown(text) + "\" can't be used: " + why
                        + ". Give an https, ssh or file URL, user@host:path or an absolute path.");
    }

    /** Here an address cannot be told from a name and password that nobody can place. */
    private static String shown(String text) {
        return text.contains("://") ? redact(text) : text.replaceFirst("(?s)^.*@", "***@");
    }
}
