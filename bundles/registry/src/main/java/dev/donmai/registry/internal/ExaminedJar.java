package dev.donmai.registry.internal;

import dev.donmai.model.session.SessionFile.PinnedFile;
import dev.donmai.trust.TrustDecision;
import dev.donmai.trust.TrustLevel;
import java.util.Optional;
import org.osgi.framework.Bundle;

/**
 * A JAR with all that is known of it before any of its code runs.
 *
 * @param source where it came from
 * @param stamp of that file, before it was read
 * @param file the copy in the content store
 * @param bundle installed from the copy
 * @param declaration what its manifest says
 * @param contract what a provider of its family is; there when it is fit
 * @param trust what its signature says
 * @param refusal why it is not taken, unless it is
 */
record ExaminedJar(
        ProviderFile source,
        FileStamp stamp,
        Optional<PinnedFile> file,
        Optional<Bundle> bundle,
        Optional<Declaration> declaration,
        Optional<FamilyContract> contract,
        TrustDecision trust,
        Optional<Refusal> refusal) {

    /** Nothing is known but where it lies. */
    static ExaminedJar of(ProviderFile source, FileStamp stamp) {
        return new ExaminedJar(
                source,
                stamp,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                TrustDecision.admit(TrustLevel.UNSIGNED, ""),
                Optional.empty());
    }

    ExaminedJar pinned(PinnedFile copy) {
        return new ExaminedJar(source, stamp, Optional.of(copy), bundle, declaration, contract, trust, refusal);
    }

    ExaminedJar installed(Bundle installed) {
        return new ExaminedJar(source, stamp, file, Optional.of(installed), declaration, contract, trust, refusal);
    }

    ExaminedJar declaring(Declaration declared) {
        return new ExaminedJar(source, stamp, file, bundle, Optional.of(declared), contract, trust, refusal);
    }

    ExaminedJar fit(FamilyContract family) {
        return new ExaminedJar(source, stamp, file, bundle, declaration, Optional.of(family), trust, refusal);
    }

    ExaminedJar judged(TrustDecision decision) {
        return new ExaminedJar(source, stamp, file, bundle, declaration, contract, decision, refusal);
    }

    ExaminedJar refused(Refusal why) {
        return new ExaminedJar(source, stamp, file, bundle, declaration, contract, trust, Optional.of(why));
    }

    /** The same as another file, which holds the same bytes. */
    ExaminedJar movedTo(ProviderFile other, FileStamp itsStamp) {
        return new ExaminedJar(other, itsStamp, file, bundle, declaration, contract, trust, refusal);
    }
}
