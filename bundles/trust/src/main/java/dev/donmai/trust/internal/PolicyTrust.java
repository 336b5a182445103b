package dev.donmai.trust.internal;

import static dev.donmai.trust.TrustDecision.admit;
import static dev.donmai.trust.TrustDecision.refuse;

import dev.donmai.trust.JarInQuestion;
import dev.donmai.trust.JarTrust;
import dev.donmai.trust.TrustDecision;
import dev.donmai.trust.TrustLevel;
import dev.donmai.trust.TrustPolicy;
import dev.donmai.trust.internal.JarSignature.Signer;
import java.io.IOException;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** Signatures against the policy. */
@Component(service = JarTrust.class)
public final class PolicyTrust implements JarTrust {

    @Override
    public TrustDecision judge(JarInQuestion jar, TrustPolicy policy) {
        if (policy.own().contains(jar.sha256())) {
            return admit(TrustLevel.UNSIGNED, "");
        }
        try {
            return switch (SignedJar.read(jar.file())) {
                case JarSignature.None _ -> withoutVoucher(TrustLevel.UNSIGNED, "", "unsigned", jar, policy);
                case JarSignature.Broken(String reason) ->
                    refuse(TrustLevel.SIGNED_UNVERIFIED, "", "broken signature: " + reason);
                case JarSignature.Whole whole -> signed(whole, jar, policy);
            };
        } catch (IOException e) {
            return refuse(TrustLevel.UNSIGNED, "", "it cannot be read as a JAR: " + e.getMessage());
        }
    }

    private static TrustDecision signed(JarSignature.Whole signature, JarInQuestion jar, TrustPolicy policy) {
        Optional<String> accepted = new AcceptedSigner(policy.issuerSet()).among(signature.signers());
        if (accepted.isPresent()) {
            return policy.mode().equals("attested")
                    ? refuse(
                            TrustLevel.SIGNED_VERIFIED,
                            accepted.get(),
                            "not attested: trust.mode attested asks for a build provenance, which the signature of a"
                                    + " JAR does not have")
                    : admit(TrustLevel.SIGNED_VERIFIED, accepted.get());
        }
        Signer signer = signature.signers().getFirst();
        String id = AcceptedSigner.id(signer.chain().getFirst());
        return withoutVoucher(
                TrustLevel.SIGNED_UNVERIFIED,
                id,
                "unknown signer: " + signer.subject() + " (" + id + ") is not in trust.issuerSet, or its certificate"
                        + " does not hold today",
                jar,
                policy);
    }

    private static TrustDecision withoutVoucher(
            TrustLevel level, String signerId, String fault, JarInQuestion jar, TrustPolicy policy) {
        if (!policy.permissive()) {
            return refuse(
                    level,
                    signerId,
                    fault + "; trust.mode " + policy.mode() + " asks for a signature by one of" + " trust.issuerSet");
        }
        if (jar.agentRuntime() || policy.allowUnsigned()) {
            return admit(level, signerId);
        }
        return refuse(
                level,
                signerId,
                fault + "; only agent runtimes may be so: have it signed by one of trust.issuerSet, or set"
                        + " providers.allowUnsigned: true");
    }
}
