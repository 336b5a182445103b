package dev.donmai.api.vcs;

/**
 * What the repository's host is reached with, for one call; empty parts mean "not given". A provider puts no secret of it
 * into an argument list, a repository's configuration or an address.
 *
 * @param sshKey path of a private key for {@code ssh} addresses, {@code ~/} allowed
 * @param credentialHelper a helper as in git's {@code credential.helper}; it replaces those of the user's own configuration
 * @param user name that goes with the token; empty for the one that the host expects with a token
 * @param token a short-lived token for {@code http(s)} addresses and for the host's API; it beats the helper
 */
public record VcsCredentials(String sshKey, String credentialHelper, String user, String token) {

    /** Whatever the user's own configuration provides. */
    public static final VcsCredentials NONE = new VcsCredentials("", "", "", "");

    /** Shows which parts are given, and no secret. */
    @Override
    public String toString() {
        return "VcsCredentials[sshKey=" + sshKey + ", credentialHelper=" + given(credentialHelper) + ", token="
                + given(token) + "]";
    }

    private static String given(String part) {
        return part.isEmpty() ? "none" : "given";
    }
}
