package dev.donmai.sessions;

/**
 * What this daemon's workers prove themselves with to their platform. Never written to disk.
 *
 * @param url the platform that gave them, and the only one they are shown to; without a slash at its end
 * @param workerId this daemon's id there
 * @param authToken the runtime token
 */
public record PlatformCredentials(String url, String workerId, String authToken) {

    /** There are none yet. */
    public static final PlatformCredentials NONE = new PlatformCredentials("", "", "");

    /** Whether they are meant for the platform at this address. */
    public boolean isFor(String platformUrl) {
        return !url.isEmpty() && url.equals(platformUrl.replaceFirst("/+$", ""));
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "PlatformCredentials[url=" + url + ", workerId=" + workerId + "]";
    }
}
