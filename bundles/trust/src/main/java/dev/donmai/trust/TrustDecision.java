package dev.donmai.trust;

/**
 * Whether a JAR may be used.
 *
 * @param admitted whether it may
 * @param level what is known of its origin
 * @param signerId {@code sha256:} and the digest of the certificate that counts, else of the signer's own; empty when unsigned
 * @param reason why not, with what to do; empty when admitted
 */
public record TrustDecision(boolean admitted, TrustLevel level, String signerId, String reason) {

    /** It may. */
    public static TrustDecision admit(TrustLevel level, String signerId) {
        return new TrustDecision(true, level, signerId, "");
    }

    /** It may not. */
    public static TrustDecision refuse(TrustLevel level, String signerId, String reason) {
        return new TrustDecision(false, level, signerId, reason);
    }
}
