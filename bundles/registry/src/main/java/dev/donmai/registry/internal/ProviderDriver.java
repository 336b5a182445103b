package dev.donmai.registry.internal;

import dev.donmai.api.provider.Probe;
import dev.donmai.api.provider.Provider;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the code of one provider: starts its bundle, fetches its service, compares it with its manifest, probes it. Each
 * step is done again from where things stand, so that it can be called at any time. Used by one thread at a time, which
 * may never come back.
 */
final class ProviderDriver {

    /**
     * How far it got.
     *
     * @param probe the provider's own answer, or why it was never asked
     * @param capabilities the record that agreed with the manifest
     */
    record Outcome(Probe probe, Optional<Map<String, Object>> capabilities) {

        static Outcome failed(Probe probe) {
            return new Outcome(probe, Optional.empty());
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(ProviderDriver.class);

    private final Bundle bundle;
    private final Declaration declaration;
    private final FamilyContract contract;
    private final BundleContext context;
    private final ProviderServices services;

    private volatile String stage = "it was being started";
    private volatile Optional<ServiceReference<?>> held = Optional.empty();

    ProviderDriver(
            Bundle bundle,
            Declaration declaration,
            FamilyContract contract,
            BundleContext context,
            ProviderServices services) {
        this.bundle = bundle;
        this.declaration = declaration;
        this.contract = contract;
        this.context = context;
        this.services = services;
    }

    /** What it is at, for the reason when it does not come back. */
    String stage() {
        return stage;
    }

    Outcome advance(Map<String, Object> settings) {
        try {
            stage = "its bundle was being started";
            if (bundle.getState() != Bundle.ACTIVE) {
                // Transient: which providers run is decided anew at every start of the daemon.
                bundle.start(Bundle.START_TRANSIENT);
            }
            Thread.currentThread()
                    .setContextClassLoader(bundle.adapt(BundleWiring.class).getClassLoader());
            stage = "its component was being activated";
            Provider provider = service();
            stage = "it was asked who it is";
            if (!provider.id().equals(declaration.id())) {
                throw new UnfitException("id mismatch: the manifest says \"" + declaration.id() + "\", the provider \""
                        + provider.id() + "\"");
            }
            Map<String, Object> observed = contract.capabilities(provider);
            CapabilityRecord.compare(declaration.capabilities(), observed);
            stage = "it was probed";
            return new Outcome(provider.probe(settings), Optional.of(observed));
        } catch (BundleException e) {
            return Outcome.failed(Probe.inactive(StartFailure.reason(e)));
        } catch (UnfitException e) {
            return Outcome.failed(Probe.inactive(e.reason()));
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("provider {} failed while {}", declaration.id(), stage, e);
            return Outcome.failed(Probe.unhealthy("it failed while " + stage + ": " + e));
        }
    }

    /** The service, held from the first time on: a component that nobody holds would be made anew for every probe. */
    private Provider service() throws UnfitException {
        ServiceReference<?> reference = services.of(bundle, contract)
                .orElseThrow(() -> new UnfitException("its component is not active: the bundle offers no service "
                        + contract.descriptor().getName()));
        // The framework counts per bundle: one use is enough, and a reference that has gone lets go by itself.
        @Nullable Object service = context.getService(reference);
        if (service == null) {
            throw new UnfitException("activation failed: its component could not be created; the log says why");
        }
        if (held.equals(Optional.of(reference))) {
            context.ungetService(reference);
        }
        held = Optional.of(reference);
        return contract.descriptor().cast(service);
    }
}
