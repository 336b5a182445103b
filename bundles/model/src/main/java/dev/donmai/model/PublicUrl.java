package dev.donmai.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of a URL may be shown: never the name and password inside it ({@code http-api.md} H23). */
public final class PublicUrl {

    private static final String SCHEME_END = "://";

    /** Name and password of each URL in a text, however they are written. */
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#\\s\"']*@");

    private static final Pattern WORD = Pattern.compile("[^\\s\"']+");

    /** {@code user@host:path}, whose user is no secret. A number there is a port, as in a URL. */
    private static final Pattern SCP = Pattern.compile("[^@:/]+@(?:\\[[^]]+]|[^@:/]+):(?!\\d+(?:/|$)).*");

    /** What is in the middle of a path and could be the host that a name and password stand before. */
    private static final Pattern HOST_AND_PATH =
            Pattern.compile("(?:localhost|(?:[\\w-]+\\.)+[\\w-]+|\\[[0-9a-fA-F:.]+])(?::\\d+)?/.*");

    private PublicUrl() {}

    /** A text with each URL in it {@link #cut}. */
    public static String cutWithin(String text) {
        return WORD.matcher(USER_INFO.matcher(text).replaceAll(""))
                .replaceAll(word -> Matcher.quoteReplacement(cut(word.group())));
    }

    /**
     * The text without user-info, with a scheme or without: a setup wizard makes {@code name/password@host/path} of the
     * address of a remote. A path of this machine and an scp-like {@code git@host:path} stay as they are.
     */
    public static String cut(String url) {
        int scheme = url.indexOf(SCHEME_END);
        return scheme < 0 ? cutWithoutScheme(url) : cutAuthority(url, scheme + SCHEME_END.length());
    }

    private static String cutAuthority(String url, int authority) {
        // A password may hold an unescaped "@": the last one counts.
        int at = url.lastIndexOf('@', endOfAuthority(url, authority) - 1);
        return at < authority ? url : url.substring(0, authority) + url.substring(at + 1);
    }

    private static String cutWithoutScheme(String text) {
        if (text.startsWith("/")
                || text.startsWith(".")
                || text.startsWith("~")
                || SCP.matcher(text).matches()) {
            return text;
        }
        int host = endOfAuthority(text, 0);
        for (int at = text.lastIndexOf('@'); at >= 0; at = text.lastIndexOf('@', at - 1)) {
            if (at < host || HOST_AND_PATH.matcher(text.substring(at + 1)).matches()) {
                return text.substring(at + 1);
            }
        }
        return text;
    }

    /** {@link #cut}, and without query and fragment, which may hold signatures. */
    public static String cutAll(String url) {
        String cut = cut(url);
        for (int i = 0; i < cut.length(); i++) {
            if (cut.charAt(i) == '?' || cut.charAt(i) == '#') {
                return cut.substring(0, i);
            }
        }
        return cut;
    }

    private static int endOfAuthority(String url, int from) {
        for (int i = from; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c == '/' || c == '?' || c == '#') {
                return i;
            }
        }
        return url.length();
    }
}
