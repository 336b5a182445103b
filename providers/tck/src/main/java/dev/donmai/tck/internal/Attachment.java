package dev.donmai.tck.internal;

import dev.donmai.api.provider.Probe;
import dev.donmai.api.provider.Provider;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

/** The provider's bundle, started in a framework as a daemon does it. */
final class Attachment<D extends Provider> implements AutoCloseable {

    private final Daemon daemon;
    private final Bundle bundle;
    private final Class<D> type;

    private Attachment(Daemon daemon, Bundle bundle, Class<D> type) {
        this.daemon = daemon;
        this.bundle = bundle;
        this.type = type;
    }

    static <D extends Provider> Attachment<D> start(Daemon daemon, Bundle bundle, Class<D> type) {
        try {
            bundle.start(Bundle.START_TRANSIENT);
        } catch (BundleException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new AssertionError("The bundle does not start: " + cause.getMessage(), e);
        }
        return new Attachment<>(daemon, bundle, type);
    }

    /** The services of the family that it offers. */
    private List<ServiceReference<?>> offered() {
        ServiceReference<?>[] all = bundle.getRegisteredServices();
        return all == null
                ? List.of()
                : Arrays.stream(all)
                        .filter(reference -> Arrays.asList((String[]) reference.getProperty("objectClass"))
                                .contains(type.getName()))
                        .toList();
    }

    int services() {
        return offered().size();
    }

    /** The object behind the service. */
    D descriptor() {
        List<ServiceReference<?>> offered = offered();
        if (offered.isEmpty()) {
            throw new AssertionError("Its bundle offers no service " + type.getName()
                    + ": annotate the descriptor with @Component(service = " + type.getSimpleName() + ".class).");
        }
        BundleContext context = bundle.getBundleContext();
        Object service = context.getService(offered.getFirst());
        if (service == null) {
            throw new AssertionError("Its component " + type.getSimpleName() + " cannot be created.");
        }
        return type.cast(service);
    }

    /** Asks the provider with its own class loader around, as the daemon does. */
    Probe probe(Map<String, Object> settings) {
        D descriptor = descriptor();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader());
        try {
            return descriptor.probe(settings);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    Bundle bundle() {
        return bundle;
    }

    ClassLoader loader() {
        return bundle.adapt(BundleWiring.class).getClassLoader();
    }

    @Override
    public void close() throws BundleException {
        daemon.remove(bundle);
    }
}
