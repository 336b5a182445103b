package dev.donmai.registry.internal;

import dev.donmai.api.provider.Probe;
import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.model.session.SessionFile.PinnedFile;
import dev.donmai.model.wire.ProviderView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One provider JAR and how far it got. {@link #pin} and {@link #install} take it from the file to an installed bundle
 * without running its code; every {@link #begin} then brings it as far as it gets on a thread of its own. A provider
 * that hangs holds nothing but that one thread: no second one is begun beside it.
 */
final class ProviderEntry {

    /**
     * What is known; swapped as a whole.
     *
     * @param view the row of the provider list
     * @param usable whether sessions may be given to it
     * @param capabilities what it can do, once that agreed with its manifest; always there when usable
     */
    record State(ProviderView view, boolean usable, Optional<Map<String, Object>> capabilities) {}

    private static final Logger LOG = LoggerFactory.getLogger(ProviderEntry.class);

    private final ProviderFile source;
    private final BundleContext context;
    private final ProviderServices services;
    private final BiFunction<ProviderFamily, String, Map<String, Object>> settings;

    // Set before any other thread sees the entry.
    private Optional<PinnedFile> file = Optional.empty();
    private Optional<Bundle> bundle = Optional.empty();
    private Optional<Declaration> declaration = Optional.empty();
    private volatile Optional<ProviderDriver> driver = Optional.empty();
    private Version version = Version.emptyVersion;

    private volatile State state;
    private CountDownLatch running = new CountDownLatch(0);
    private boolean again;

    ProviderEntry(
            ProviderFile source,
            BundleContext context,
            ProviderServices services,
            BiFunction<ProviderFamily, String, Map<String, Object>> settings) {
        this.source = source;
        this.context = context;
        this.services = services;
        this.settings = settings;
        this.state = stateOf(Probe.inactive("not tried yet"), Optional.empty());
    }

    /** Copies the JAR into the content store. */
    void pin(ContentStore store) throws UnfitException {
        try {
            file = Optional.of(store.add(source.path()));
        } catch (IOException e) {
            throw new UnfitException("cannot be copied into the content store: " + e, e);
        }
    }

    /** Installs the copy and reads what it declares; runs none of its code. */
    void install() throws UnfitException {
        String location = "reference:" + Path.of(file.orElseThrow().path()).toUri();
        try {
            Bundle installed = context.installBundle(location);
            bundle = Optional.of(installed);
            version = installed.getVersion();
            Declaration declared = Declaration.of(installed);
            declaration = Optional.of(declared);
            FamilyContract contract = declared.check(installed);
            driver = Optional.of(new ProviderDriver(installed, declared, contract, context, services));
            publish(Probe.inactive("not started yet"), Optional.empty());
        } catch (BundleException e) {
            throw new UnfitException("cannot be installed: " + e.getMessage(), e);
        }
    }

    /** Never offers it, for this reason. */
    void refuse(String reason) {
        uninstall();
        publish(Probe.inactive(reason), Optional.empty());
    }

    /** Takes the bundle out of the framework, unless its own code holds it up: that would hold up the caller too. */
    void uninstall() {
        boolean busy;
        synchronized (this) {
            driver = Optional.empty();
            busy = running.getCount() > 0;
        }
        if (!busy && bundle.isPresent() && bundle.get().getState() != Bundle.UNINSTALLED) {
            try {
                bundle.get().uninstall();
            } catch (BundleException | IllegalStateException e) {
                LOG.warn("provider {} could not be uninstalled: {}", id(), e.getMessage());
            }
        }
    }

    /** Brings it as far as it gets, on a thread of its own. While one does so, it is only told to look again. */
    synchronized void begin() {
        if (driver.isEmpty()) {
            return;
        }
        if (running.getCount() > 0) {
            again = true;
            return;
        }
        again = false;
        running = new CountDownLatch(1);
        ProviderDriver active = driver.get();
        Thread.ofPlatform().daemon().name("donmai-provider-" + id()).start(() -> run(active));
    }

    private void run(ProviderDriver active) {
        while (true) {
            ProviderDriver.Outcome outcome = active.advance(settings.apply(family(), id()));
            synchronized (this) {
                publish(outcome.probe(), outcome.capabilities());
                // Its service may have come after we had looked for it.
                if (outcome.probe().usable() || !again) {
                    running.countDown();
                    return;
                }
                again = false;
            }
        }
    }

    /** Waits for what {@link #begin} began; one that takes longer is unhealthy until it answers after all. */
    void awaitUntil(long deadlineNanos) throws InterruptedException {
        CountDownLatch latch;
        synchronized (this) {
            latch = running;
        }
        if (!latch.await(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            synchronized (this) {
                if (latch.getCount() > 0) {
                    String stage = driver.map(ProviderDriver::stage).orElse("");
                    publish(Probe.unhealthy("it did not answer in time while " + stage), state.capabilities());
                }
            }
        }
    }

    State state() {
        return state;
    }

    String id() {
        return declaration.map(Declaration::id).filter(i -> !i.isEmpty()).orElse(source.name());
    }

    Path source() {
        return source.path();
    }

    Optional<PinnedFile> file() {
        return file;
    }

    boolean owns(long bundleId) {
        return bundle.isPresent() && bundle.get().getBundleId() == bundleId;
    }

    /** Whether it takes the place of an id; one that was refused does not. */
    boolean standsFor(ProviderFamily family, String id) {
        return driver.isPresent() && family() == family && id().equals(id);
    }

    private synchronized void publish(Probe probe, Optional<Map<String, Object>> capabilities) {
        ProviderView before = state.view();
        state = stateOf(probe, capabilities);
        if (!before.status().equals(state.view().status())
                || !before.reason().equals(state.view().reason())) {
            LOG.info(
                    "provider {} is {}{}",
                    source.path().getFileName(),
                    state.view().status(),
                    probe.reason().isEmpty() ? "" : ": " + probe.reason());
        }
    }

    private State stateOf(Probe probe, Optional<Map<String, Object>> capabilities) {
        ProviderView view = new ProviderView(
                id(),
                id(),
                source.bundled()
                        ? source.daemonVersion()
                        : version.getMajor() + "." + version.getMinor() + "." + version.getMicro(),
                family().wireName(),
                "global",
                probe.status().name().toLowerCase(Locale.ROOT),
                source.sourceName(),
                "unsigned",
                capabilities.isPresent(),
                capabilities.orElse(Map.of()),
                probe.status() == Probe.Status.READY ? "" : probe.reason());
        return new State(view, probe.usable() && capabilities.isPresent(), capabilities);
    }

    /** What has no known family is listed among those it most likely wanted to be. */
    ProviderFamily family() {
        return declaration.flatMap(Declaration::knownFamily).orElse(ProviderFamily.AGENT_RUNTIME);
    }
}
