package dev.donmai.registry.internal;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Lets the framework resolve a provider only after its JAR was found fit and trusted ({@code providers.md} §7.5). Whoever
 * asks the framework for whatever reason, no class of another one is loaded.
 */
final class ResolveGate implements ResolverHookFactory, ResolverHook, AutoCloseable {

    private final Set<Long> admitted = ConcurrentHashMap.newKeySet();
    private final ServiceRegistration<ResolverHookFactory> registration;

    ResolveGate(BundleContext context) {
        registration = context.registerService(ResolverHookFactory.class, this, null);
    }

    void open(Bundle bundle) {
        admitted.add(bundle.getBundleId());
    }

    void shut(Bundle bundle) {
        admitted.remove(bundle.getBundleId());
    }

    @Override
    public ResolverHook begin(Collection<BundleRevision> triggers) {
        return this;
    }

    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {
        candidates.removeIf(revision ->
                !revision.getDeclaredCapabilities(Declaration.NAMESPACE).isEmpty()
                        && !admitted.contains(revision.getBundle().getBundleId()));
    }

    @Override
    public void filterSingletonCollisions(BundleCapability singleton, Collection<BundleCapability> candidates) {
        // The next version of a provider runs beside the one before, also where their author calls them singletons.
        if (!singleton
                .getRevision()
                .getDeclaredCapabilities(Declaration.NAMESPACE)
                .isEmpty()) {
            candidates.clear();
        }
    }

    @Override
    public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
        // What an admitted bundle is wired to is the framework's decision.
    }

    @Override
    public void end() {
        // Nothing is kept for one resolution.
    }

    @Override
    public void close() {
        registration.unregister();
    }
}
