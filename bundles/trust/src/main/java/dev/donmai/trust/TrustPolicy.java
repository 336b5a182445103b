package dev.donmai.trust;

import dev.donmai.model.config.DaemonConfig;
import java.util.List;
import java.util.Set;

/**
 * Who may bring code here.
 *
 * @param mode {@code permissive}, {@code signed-by-allowlist} or {@code attested}
 * @param issuerSet the signers that count; of a JAR one is named by the SHA-256 of a certificate, {@code sha256:<64
 *     hexadecimal digits>}: the signer's own, or one that stands above it
 * @param allowUnsigned whether unsigned JARs of every family are admitted in permissive mode, and not agent runtimes alone
 * @param own digests of the JARs that came with the program
 */
public record TrustPolicy(String mode, List<String> issuerSet, boolean allowUnsigned, Set<String> own) {

    public TrustPolicy {
        issuerSet = List.copyOf(issuerSet);
        own = Set.copyOf(own);
    }

    /** What a configuration says. */
    public static TrustPolicy of(DaemonConfig config, Set<String> own) {
        return new TrustPolicy(
                config.trust().mode(),
                config.trust().issuerSet(),
                config.providers().allowUnsigned(),
                own);
    }

    /** Whether signatures are looked at and not required. */
    public boolean permissive() {
        return mode.equals("permissive");
    }
}
