package dev.donmai.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.donmai.model.Defaults;

/**
 * A token that the platform lends for one repository ({@code orchestrator.md} §8.1). Kept in memory only.
 *
 * @param cloneUrl what git is given with it
 * @param token the password; the user name does not matter to the hosts that issue such tokens
 * @param expiresAt until when it is good, RFC 3339; empty when the platform does not say
 */
public record GitCredential(
        String cloneUrl,
        String token,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String expiresAt) {

    public GitCredential {
        cloneUrl = Defaults.text(cloneUrl);
        token = Defaults.text(token);
        expiresAt = Defaults.text(expiresAt);
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "GitCredential[expiresAt=" + expiresAt + "]";
    }
}
