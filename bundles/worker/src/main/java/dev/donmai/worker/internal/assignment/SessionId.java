package dev.donmai.worker.internal.assignment;

import java.nio.charset.StandardCharsets;

/** The form of a session id. It becomes a directory name, so it must be one path element and nothing special. */
final class SessionId {

    private static final int MOST_BYTES = 200;

    private SessionId() {}

    static void check(String id) throws PreflightException {
        boolean formed = !id.isEmpty()
                && !id.startsWith(".")
                && id.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES
                && id.codePoints().noneMatch(c -> c == '/' || c == '\\' || c == '~' || Character.isISOControl(c));
        if (!formed) {
            throw new PreflightException("malformed session id \"" + printable(id)
                    + "\": it must be one path element without a leading dot, \"~\" and control characters, at most "
                    + MOST_BYTES + " bytes");
        }
    }

    private static String printable(String id) {
        String shown = id.length() > MOST_BYTES ? id.substring(0, MOST_BYTES) + "…" : id;
        return shown.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
