package dev.donmai.trust.internal;

import java.security.cert.X509Certificate;
import java.util.List;

/** What the signature of a JAR says. */
sealed interface JarSignature {

    /** There is none. */
    record None() implements JarSignature {}

    /** There is one, and it does not hold for the whole JAR. */
    record Broken(String reason) implements JarSignature {}

    /**
     * Every entry is signed by each of these.
     *
     * @param signers at least one
     */
    record Whole(List<Signer> signers) implements JarSignature {
        public Whole {
            signers = List.copyOf(signers);
        }
    }

    /**
     * One signer.
     *
     * @param chain the signer's certificate, then those above it, as far as the JAR has them; at least one
     */
    record Signer(List<X509Certificate> chain) {
        public Signer {
            chain = List.copyOf(chain);
        }

        /** For people. */
        String subject() {
            return chain.getFirst().getSubjectX500Principal().getName();
        }
    }
}
