package dev.donmai.registry.internal;

import dev.donmai.api.provider.Provider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

    private final Set<ServiceReference<?>> references = ConcurrentHashMap.newKeySet();
    private final List<ServiceTracker<?, ?>> trackers = new ArrayList<>();

    /**
     * Does not watch before {@link #open}.
     *
     * @param onChange called on the framework's thread with the id of a bundle whose services have changed; must not block
     */
    ProviderServices(BundleContext context, LongConsumer onChange) {
        for (FamilyContract contract : FamilyContract.values()) {
            trackers.add(tracker(context, contract.descriptor(), onChange));
        }
    }

    private <P extends Provider> ServiceTracker<P, ServiceReference<P>> tracker(
            BundleContext context, Class<P> descriptor, LongConsumer onChange) {
        return new ServiceTracker<>(context, descriptor, new ServiceTrackerCustomizer<>() {
            @Override
            public ServiceReference<P> addingService(ServiceReference<P> ref) {
                references.add(ref);
                onChange.accept(owner(ref));
                return ref;
            }

            @Override
            public void modifiedService(ServiceReference<P> ref, ServiceReference<P> same) {
                // Nothing here depends on service properties.
            }

            @Override
            public void removedService(ServiceReference<P> ref, ServiceReference<P> same) {
                references.remove(ref);
                onChange.accept(owner(ref));
            }
        });
    }

    /** Begins to watch. */
    void open() {
        trackers.forEach(ServiceTracker::open);
    }

    /** The service of a family that a bundle offers; the highest-ranked one when there are several. */
    Optional<ServiceReference<?>> of(Bundle bundle, FamilyContract contract) {
        return references.stream()
                .filter(ref -> bundle.equals(ref.getBundle()))
                .filter(ref -> offers(ref, contract.descriptor()))
                .max(Comparator.naturalOrder());
    }

    private static boolean offers(ServiceReference<?> ref, Class<?> descriptor) {
        return ref.getProperty(Constants.OBJECTCLASS) instanceof String[] names
                && List.of(names).contains(descriptor.getName());
    }

    @Override
    public void close() {
        trackers.forEach(ServiceTracker::close);
    }

    /** A property, because a reference whose service is gone has no bundle any more. */
    private static long owner(ServiceReference<?> ref) {
        return (Long) ref.getProperty(Constants.SERVICE_BUNDLEID);
    }
}
