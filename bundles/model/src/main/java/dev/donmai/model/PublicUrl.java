package dev.donmai.model;

import java.util.regex.Pattern;

/** What of a URL may be shown: never the name and password inside it ({@code http-api.md} H23). */
public final class PublicUrl {

    private static final String SCHEME_END = "://";

    /** Name and password of each URL in a text, however they are written. */
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#\\s\"']*@");

    private PublicUrl() {}

    /** A text with each URL in it {@link #cut}. */
    public static String cutWithin(String text) {
        return USER_INFO.matcher(text).replaceAll("");
    }

    /**
     * The text without the user-info of its authority; anything that is not {@code scheme://…} stays as it is, an
     * scp-like {@code git@host:path} too: its user is no secret.
     */
    public static String cut(String url) {
        int scheme = url.indexOf(SCHEME_END);
        if (scheme < 0) {
            return url;
        }
        int authority = scheme + SCHEME_END.length();
        int end = endOfAuthority(url, authority);
        // A password may hold an unescaped "@": the last one counts.
        int at = url.lastIndexOf('@', end - 1);
        return at < authority ? url : url.substring(0, authority) + url.substring(at + 1);
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
