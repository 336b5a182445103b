package dev.donmai.trust;

/** What is known of a JAR's origin; the words of the provider list's {@code trust}. */
public enum TrustLevel {
    /** Every entry is signed by one signer whom the policy names. */
    SIGNED_VERIFIED("signed-verified"),
    /** Every entry is signed by one signer, whom nobody vouches for; or the signature is broken. */
    SIGNED_UNVERIFIED("signed-unverified"),
    /** It has no signature. */
    UNSIGNED("unsigned");

    private final String wireName;

    TrustLevel(String wireName) {
        this.wireName = wireName;
    }

    /** The word in JSON. */
    public String wireName() {
        return wireName;
    }
}
