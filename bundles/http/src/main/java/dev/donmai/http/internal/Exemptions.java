package dev.donmai.http.internal;

import dev.donmai.sessions.Sessions;

/**
 * Where less than the control token is enough although everybody needs it ({@code http.auth: token}): whether there is a
 * daemon is nobody's secret, and a worker reads the detail of its own session.
 */
record Exemptions(Sessions sessions) {

    private static final String DETAILS = "/api/daemon/sessions/";

    /** What holds for one request; the path is decoded. */
    Guard.Exemption of(String method, String path) {
        if (path.equals(ApiHandler.HEALTH)) {
            return _ -> true;
        }
        if (method.equals("GET") && path.startsWith(DETAILS)) {
            // A tail with a slash is no id, so that nothing below the detail is opened.
            return credential -> sessions.authorises(path.substring(DETAILS.length()), credential);
        }
        return _ -> false;
    }
}
