package dev.donmai.trust.internal;

import dev.donmai.files.Sha256;
import dev.donmai.trust.internal.JarSignature.Signer;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds in a signer's certificates one that the policy names. The path from the signer to it must hold today: the time at
 * which something was signed is the signer's word, or that of a time stamp that nobody vouches for.
 */
final class AcceptedSigner {

    private static final String PREFIX = "sha256:";
    private static final Logger LOG = LoggerFactory.getLogger(AcceptedSigner.class);

    private final Set<String> named = new HashSet<>();

    AcceptedSigner(List<String> issuerSet) {
        issuerSet.forEach(entry -> named.add(entry.strip().toLowerCase(Locale.ROOT)));
    }

    /** The id of a certificate. */
    static String id(X509Certificate certificate) {
        try {
            return PREFIX + Sha256.of(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read cannot be written", e);
        }
    }

    /** The id of the certificate that makes one of the signers acceptable. */
    Optional<String> among(List<Signer> signers) {
        return signers.stream().flatMap(signer -> of(signer).stream()).findFirst();
    }

    private Optional<String> of(Signer signer) {
        for (int i = 0; i < signer.chain().size(); i++) {
            String id = id(signer.chain().get(i));
            if (named.contains(id) && holds(signer.chain(), i)) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }

    private static boolean holds(List<X509Certificate> chain, int anchor) {
        try {
            chain.get(anchor).checkValidity();
            if (anchor > 0) {
                PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(chain.get(anchor), null)));
                parameters.setRevocationEnabled(false);
                CertPathValidator.getInstance("PKIX")
                        .validate(
                                CertificateFactory.getInstance("X.509").generateCertPath(chain.subList(0, anchor)),
                                parameters);
            }
            return true;
        } catch (GeneralSecurityException e) {
            LOG.warn("a signer's certificates do not hold: {}", e.getMessage());
            return false;
        }
    }
}
