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
     * @param state where it stands now
     * @param probe the provider's own answer, or why it was never asked
     * @param capabilities the record that agreed with the manifest
     * @param crashed whether its code failed
     */
    record Outcome(ProviderState state, Probe probe, Optional<Map<String, Object>> capabilities, boolean crashed) {

        static Outcome failed(ProviderState state, Probe probe, boolean crashed) {
            return new Outcome(state, probe, Optional.empty(), crashed);
        }

        static Outcome inactive(String reason) {
            return failed(ProviderState.INACTIVE, Probe.inactive(reason), false);
        }

        /** Whether sessions may be given to it. */
        boolean usable() {
            return state == ProviderState.ACTIVE && probe.usable();
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
    private volatile boolean started;

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

    /** Forgets that it has been started: {@link #advance} starts it again. */
    void restart() {
        started = false;
    }

    Outcome advance(Map<String, Object> settings) {
        try {
            start();
            Thread.currentThread()
                    .setContextClassLoader(bundle.adapt(BundleWiring.class).getClassLoader());
            stage = "its component was being activated";
            Provider provider = service();
            stage = "it was asked who it is";
            Map<String, Object> observed = contract.capabilities(provider);
            Optional<String> mismatch = mismatch(provider, observed);
            if (mismatch.isPresent()) {
                return Outcome.failed(ProviderState.QUARANTINED, Probe.inactive(mismatch.get()), false);
            }
            stage = "it was probed";
            Probe probe = provider.probe(settings);
            return new Outcome(
                    probe.status() == Probe.Status.INACTIVE ? ProviderState.INACTIVE : ProviderState.ACTIVE,
                    probe,
                    Optional.of(observed),
                    false);
        } catch (BundleException e) {
            return Outcome.failed(
                    ProviderState.INACTIVE,
                    Probe.inactive(StartFailure.reason(e)),
                    e.getType() == BundleException.ACTIVATOR_ERROR);
        } catch (UnfitException e) {
            return Outcome.inactive(e.reason());
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("provider {} failed while {}", declaration.id(), stage, e);
            return Outcome.failed(ProviderState.INACTIVE, Probe.unhealthy("it failed while " + stage + ": " + e), true);
        }
    }

    /** Starts the bundle once. Somebody who stopped it since then meant it. */
    private void start() throws BundleException, UnfitException {
        stage = "its bundle was being started";
        if (bundle.getState() == Bundle.ACTIVE) {
            started = true;
        } else if (started) {
            throw new UnfitException("withdrawn: its bundle was "
                    + (bundle.getState() == Bundle.UNINSTALLED ? "uninstalled" : "stopped")
                    + " from outside; `donmai provider enable` starts it again");
        } else {
            // Transient: which providers run is decided anew at every start of the daemon.
            bundle.start(Bundle.START_TRANSIENT);
            started = true;
        }
    }

    private Optional<String> mismatch(Provider provider, Map<String, Object> observed) {
        if (!provider.id().equals(declaration.id())) {
            return Optional.of("id mismatch: the manifest says \"" + declaration.id() + "\", the provider \""
                    + provider.id() + "\"");
        }
        return CapabilityRecord.mismatch(declaration.capabilities(), observed);
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
