package dev.donmai.sessions.internal;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/** The branch of a session that names none: {@code agent/<id>}, with what git takes in no branch name replaced. */
final class SessionBranch {

    private static final String PREFIX = "agent/";

    /** What {@code git check-ref-format} refuses. */
    private static final Pattern FORBIDDEN =
            Pattern.compile("[\\s\\p{Cntrl}~^:?*\\[\\\\@{}]|\\.(?=\\.)|\\.lock$|\\.$|^-");

    private SessionBranch() {}

    static String of(String sessionId) {
        String name = FORBIDDEN.matcher(sessionId).replaceAll("-");
        if (name.equals(sessionId)) {
            return PREFIX + name;
        }
        // Two ids may look the same after the replacement; the sum keeps their branches apart.
        CRC32 sum = new CRC32();
        sum.update(sessionId.getBytes(StandardCharsets.UTF_8));
        return PREFIX + name + "-" + Long.toHexString(sum.getValue());
    }
}
