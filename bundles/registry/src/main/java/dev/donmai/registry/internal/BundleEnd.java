package dev.donmai.registry.internal;

import java.time.Duration;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops and uninstalls provider bundles. Their code has a say in that, so it is done on a thread that may never end. */
final class BundleEnd {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(BundleEnd.class);

    private final BundleContext context;
    private final ResolveGate gate;

    BundleEnd(BundleContext context, ResolveGate gate) {
        this.context = context;
        this.gate = gate;
    }

    private interface Step {
        void take() throws BundleException;
    }

    void stop(Bundle bundle) {
        run(bundle, "stopped", () -> bundle.stop(Bundle.STOP_TRANSIENT));
    }

    /** Also lets go of its class loader and its file. */
    void uninstall(Bundle bundle) {
        gate.shut(bundle);
        run(bundle, "uninstalled", () -> {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                bundle.uninstall();
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                        .adapt(FrameworkWiring.class)
                        .refreshBundles(List.of(bundle));
            }
        });
    }

    private static void run(Bundle bundle, String done, Step step) {
        Thread thread = Thread.ofPlatform()
                .daemon()
                .name("donmai-provider-end-" + bundle.getBundleId())
                .start(() -> {
                    try {
                        step.take();
                    } catch (BundleException | IllegalStateException e) {
                        LOG.warn("provider bundle {} could not be {}: {}", bundle, done, e.getMessage());
                    }
                });
        try {
            if (!thread.join(LIMIT)) {
                LOG.warn("provider bundle {} takes its time to be {}", bundle, done);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
