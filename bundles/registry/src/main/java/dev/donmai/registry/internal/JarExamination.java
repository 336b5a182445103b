package dev.donmai.registry.internal;

import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.model.session.SessionFile.PinnedFile;
import dev.donmai.trust.JarInQuestion;
import dev.donmai.trust.JarTrust;
import dev.donmai.trust.TrustDecision;
import dev.donmai.trust.TrustPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/**
 * Takes a JAR from the file to an installed bundle, and runs none of its code on the way: copied into the content store,
 * installed from the copy, its manifest read, the signature of the copy judged. Whatever is wrong ends the way and is in
 * what comes out.
 */
final class JarExamination {

    private final BundleContext context;
    private final ContentStore store;
    private final ResolveGate gate;
    private final JarTrust trust;
    private final Supplier<TrustPolicy> policy;

    JarExamination(
            BundleContext context, ContentStore store, ResolveGate gate, JarTrust trust, Supplier<TrustPolicy> policy) {
        this.context = context;
        this.store = store;
        this.gate = gate;
        this.trust = trust;
        this.policy = policy;
    }

    /** Copies the JAR into the content store. */
    ExaminedJar pin(ProviderFile source) {
        ExaminedJar jar = ExaminedJar.of(source, FileStamp.of(source.path()));
        try {
            return jar.pinned(store.add(source.path()));
        } catch (IOException e) {
            return jar.refused(new Refusal(Refusal.Kind.UNFIT, "it cannot be copied into the content store: " + e));
        }
    }

    /** Installs the copy and looks at it. */
    ExaminedJar examine(ExaminedJar pinned) {
        if (pinned.refusal().isPresent()) {
            return pinned;
        }
        ExaminedJar jar = pinned;
        try {
            jar = jar.installed(install(jar.file().orElseThrow()));
            Bundle bundle = jar.bundle().orElseThrow();
            Declaration declared = Declaration.of(bundle);
            jar = jar.declaring(declared);
            FamilyContract contract = declared.check(bundle);
            HostRequirement.check(bundle, context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION));
            jar = jar.judged(judge(jar.file().orElseThrow(), contract));
            if (!jar.trust().admitted()) {
                throw new UnfitException(new Refusal(
                        Refusal.Kind.UNTRUSTED, "not trusted: " + jar.trust().reason()));
            }
            gate.open(bundle);
            return jar.fit(contract);
        } catch (UnfitException e) {
            return jar.refused(e.refusal());
        }
    }

    private Bundle install(PinnedFile copy) throws UnfitException {
        try {
            return context.installBundle("reference:" + Path.of(copy.path()).toUri());
        } catch (BundleException e) {
            throw new UnfitException("it cannot be installed: " + e.getMessage(), e);
        }
    }

    /** Judges a copy by the policy of this moment. */
    TrustDecision judge(PinnedFile copy, FamilyContract contract) {
        return trust.judge(
                new JarInQuestion(
                        Path.of(copy.path()), copy.sha256(), contract.family() == ProviderFamily.AGENT_RUNTIME),
                policy.get());
    }
}
