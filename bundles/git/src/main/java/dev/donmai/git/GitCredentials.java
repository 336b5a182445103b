package dev.donmai.git;

import java.util.Objects;

/**
 * What a project's repository is reached with ({@code projects[].git}, or a token for one session).
 *
 * @param sshKey path of a private key for {@code ssh} addresses, {@code ~/} allowed; empty = what ssh finds itself
 * @param credentialHelper a helper as in git's {@code credential.helper}, for {@code http(s)} addresses; it replaces
 *     all helpers of the user's own configuration; empty = those
 * @param user the name that goes with the token; empty = the one that hosts expect with a token
 * @param token a password for {@code http(s)} addresses, shown to the host of the address alone; it beats the helper;
 *     empty = none
 */
public record GitCredentials(String sshKey, String credentialHelper, String user, String token) {
    /** Whatever the user's own ssh and git configuration provides. */
    public static final GitCredentials NONE = new GitCredentials("", "");

    /** What GitHub wants to hear; others take any name with a token. */
    private static final String TOKEN_USER = "x-access-token";

    public GitCredentials {
        Objects.requireNonNull(sshKey, "sshKey");
        Objects.requireNonNull(credentialHelper, "credentialHelper");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(token, "token");
    }

    /** Without a token. */
    public GitCredentials(String sshKey, String credentialHelper) {
        this(sshKey, credentialHelper, "", "");
    }

    /** The same with a token; an empty one is none. */
    public GitCredentials withToken(String name, String password) {
        return new GitCredentials(sshKey, credentialHelper, name, password);
    }

    /** The name that the token is shown with. */
    String tokenUser() {
        return user.isEmpty() ? TOKEN_USER : user;
    }

    /** Never shows the helper or the token, which may be secrets. */
    @Override
    public String toString() {
        return "GitCredentials[sshKey=" + sshKey + ", credentialHelper=" + given(credentialHelper) + ", token="
                + given(token) + "]";
    }

    private static String given(String part) {
        return part.isEmpty() ? "none" : "given";
    }
}
