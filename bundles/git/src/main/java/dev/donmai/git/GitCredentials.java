package dev.donmai.git;

import java.util.Objects;

/**
 * What a project's repository is reached with ({@code projects[].git}).
 *
 * @param sshKey path of a private key for {@code ssh} addresses, {@code ~/} allowed; empty = what ssh finds itself
 * @param credentialHelper a helper as in git's {@code credential.helper}, for {@code http(s)} addresses; it replaces
 *     all helpers of the user's own configuration; empty = those
 */
public record GitCredentials(String sshKey, String credentialHelper) {
    /** Whatever the user's own ssh and git configuration provides. */
    public static final GitCredentials NONE = new GitCredentials("", "");

    public GitCredentials {
        Objects.requireNonNull(sshKey, "sshKey");
        Objects.requireNonNull(credentialHelper, "credentialHelper");
    }

    /** Never shows the helper, which may contain a secret. */
    @Override
    public String toString() {
        return "GitCredentials[sshKey=" + sshKey + ", credentialHelper="
                + (credentialHelper.isEmpty() ? "none" : "given") + "]";
    }
}
