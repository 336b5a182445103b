package dev.donmai.registry.internal;

import dev.donmai.trust.JarInQuestion;
import dev.donmai.trust.JarTrust;
import dev.donmai.trust.TrustDecision;
import dev.donmai.trust.TrustLevel;
import dev.donmai.trust.TrustPolicy;

/** Trusts everything in permissive mode and nothing else. */
final class FakeTrust implements JarTrust {

    @Override
    public TrustDecision judge(JarInQuestion jar, TrustPolicy policy) {
        return policy.permissive()
                ? TrustDecision.admit(TrustLevel.UNSIGNED, "")
                : TrustDecision.refuse(TrustLevel.UNSIGNED, "", "unsigned");
    }
}
