package dev.donmai.registry.internal;

import dev.donmai.api.agent.AgentRuntimeProvider;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * The provider services that are registered now, by the bundle they belong to. The services are not fetched here: that
 * would run their code on the framework's thread.
 */
final class ProviderServices implements AutoCloseable {

    private final Set<ServiceReference<AgentRuntimeProvider>> references = ConcurrentHashMap.newKeySet();
    private final ServiceTracker<AgentRuntimeProvider, ServiceReference<AgentRuntimeProvider>> tracker;

    /**
     * Does not watch before {@link #open}.
     *
     * @param onChange called on the framework's thread with the id of a bundle whose services have changed; must not block
     */
    ProviderServices(BundleContext context, LongConsumer onChange) {
        tracker = new ServiceTracker<>(context, AgentRuntimeProvider.class, new ServiceTrackerCustomizer<>() {
            @Override
            public ServiceReference<AgentRuntimeProvider> addingService(ServiceReference<AgentRuntimeProvider> ref) {
                references.add(ref);
                onChange.accept(owner(ref));
                return ref;
            }

            @Override
            public void modifiedService(
                    ServiceReference<AgentRuntimeProvider> ref, ServiceReference<AgentRuntimeProvider> same) {
                // Nothing here depends on service properties.
            }

            @Override
            public void removedService(
                    ServiceReference<AgentRuntimeProvider> ref, ServiceReference<AgentRuntimeProvider> same) {
                references.remove(ref);
                onChange.accept(owner(ref));
            }
        });
    }

    /** Begins to watch. */
    void open() {
        tracker.open();
    }

    /** The service that a bundle offers; the highest-ranked one when there are several. */
    Optional<ServiceReference<AgentRuntimeProvider>> of(Bundle bundle) {
        return references.stream().filter(ref -> bundle.equals(ref.getBundle())).max(Comparator.naturalOrder());
    }

    @Override
    public void close() {
        tracker.close();
    }

    /** A property, because a reference whose service is gone has no bundle any more. */
    private static long owner(ServiceReference<?> ref) {
        return (Long) ref.getProperty(Constants.SERVICE_BUNDLEID);
    }
}
