package dev.donmai.registry.internal;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.config.Configuration;
import dev.donmai.files.DirectoryWatch;
import dev.donmai.lifecycle.Participant;
import dev.donmai.model.session.SessionFile.PinnedFile;
import dev.donmai.model.wire.ProviderView;
import dev.donmai.registry.ProviderRegistry;
import dev.donmai.registry.ProviderUnavailableException;
import dev.donmai.store.Store;
import dev.donmai.trust.JarTrust;
import dev.donmai.trust.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All provider JARs, bundled ones before drop-ins. They are found when the daemon starts, and from then on in the drop-in
 * directory whenever it changes; {@link ProviderLifecycle} says what becomes of them. Each is looked after by its
 * {@link ProviderEntry}, once a minute, when the configuration changes and when its services come or go.
 */
@Component(service = {ProviderRegistry.class, Participant.class, Providers.class})
public final class Providers implements ProviderRegistry, Participant {

    /** How long providers that do not answer are waited for: by the start of the daemon, and by a change. */
    static final Duration START_LIMIT = Duration.ofSeconds(5);

    /** How long a provider may take to answer a probe; it has promised a second. */
    static final Duration PROBE_LIMIT = Duration.ofSeconds(2);

    /** How long all providers together are waited for when the daemon stops. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

    private static final Duration INTERVAL = Duration.ofSeconds(60);
    private static final Logger LOG = LoggerFactory.getLogger(Providers.class);

    private final BundleContext context;
    private final Configuration configuration;
    private final DaemonOptions options;
    private final Store store;
    private final JarTrust trust;
    private final ProviderTable table = new ProviderTable();

    private volatile Optional<RunningRegistry> running = Optional.empty();
    private volatile TrustPolicy policy;

    @Activate
    public Providers(
            BundleContext context,
            @Reference Configuration configuration,
            @Reference DaemonOptions options,
            @Reference Store store,
            @Reference JarTrust trust) {
        this.context = context;
        this.configuration = configuration;
        this.options = options;
        this.store = store;
        this.trust = trust;
        this.policy = new TrustPolicy("", List.of(), false, options.ownJars());
    }

    @Override
    public String name() {
        return "providers";
    }

    @Override
    public int order() {
        return PROVIDERS;
    }

    @Override
    public void start() throws Exception {
        policy = TrustPolicy.of(configuration.current(), options.ownJars());
        RegistryThread thread = new RegistryThread();
        ProviderServices services = new ProviderServices(
                context,
                bundle -> thread.execute(
                        () -> table.all().filter(e -> e.owns(bundle)).forEach(ProviderEntry::begin)));
        ResolveGate gate = new ResolveGate(context);
        ContentStore content = new ContentStore(configuration.state().contentStore());
        ProviderSwitches switches = new ProviderSwitches(store);
        SessionLeases leases = new SessionLeases(configuration.state().sessions());
        DropIns dropIns = DropIns.of(configuration);
        BundleEnd end = new BundleEnd(context, gate);
        ProviderLifecycle lifecycle = new ProviderLifecycle(
                table,
                new JarExamination(context, content, gate, trust, () -> policy),
                jar -> entry(jar, services, end),
                switches,
                leases,
                new StoreSweep(content, configuration.state().sessions()),
                dropIns,
                options.version(),
                thread);
        services.open();
        DirectoryWatch watch = dropIns.watch(() -> thread.execute(lifecycle::reconcile));
        Configuration.Subscription subscription =
                configuration.onChange(changed -> thread.execute(() -> configured(lifecycle, thread)));
        running = Optional.of(new RunningRegistry(
                thread, table, lifecycle, switches, leases, dropIns, services, gate, watch, subscription));
        CompletableFuture.runAsync(() -> find(lifecycle, dropIns), thread).join();
        advance(START_LIMIT);
        thread.every(INTERVAL, () -> round(thread));
    }

    private ProviderEntry entry(ExaminedJar jar, ProviderServices services, BundleEnd end) {
        Optional<ProviderDriver> driver = jar.refusal().isPresent()
                ? Optional.empty()
                : jar.contract()
                        .map(contract -> new ProviderDriver(
                                jar.bundle().orElseThrow(),
                                jar.declaration().orElseThrow(),
                                contract,
                                context,
                                services));
        return new ProviderEntry(jar, driver, end, this::settings);
    }

    private void find(ProviderLifecycle lifecycle, DropIns dropIns) {
        for (Path path : options.providers()) {
            lifecycle.arrive(new ProviderFile(path, true, options.version()));
        }
        try {
            for (Path path : dropIns.jars()) {
                lifecycle.arrive(new ProviderFile(path, false, options.version()));
            }
        } catch (IOException e) {
            LOG.warn("the drop-in providers cannot be looked at: {}", e.getMessage());
        }
    }

    private void configured(ProviderLifecycle lifecycle, RegistryThread thread) {
        TrustPolicy now = TrustPolicy.of(configuration.current(), options.ownJars());
        if (!now.equals(policy)) {
            policy = now;
            lifecycle.rejudge();
        }
        round(thread);
    }

    @Override
    public void running() {
        running.ifPresent(r -> r.thread().execute(r.lifecycle()::sweep));
    }

    @Override
    public void stop() {
        running.ifPresent(r -> {
            running = Optional.empty();
            try {
                r.watch().close();
            } catch (IOException e) {
                LOG.warn("the watch of the drop-in providers does not close: {}", e.getMessage());
            }
            r.subscription().close();
            r.services().close();
            r.thread().close();
            List<ProviderEntry> retired = table.all().toList();
            retired.forEach(ProviderEntry::retire);
            awaitLetGo(retired);
            table.clear();
            r.gate().close();
        });
    }

    /** A bundle that went only after the next start would be taken from the one who installed it anew. */
    private static void awaitLetGo(List<ProviderEntry> retired) {
        long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
        try {
            for (ProviderEntry entry : retired) {
                if (!entry.awaitLetGo(deadline)) {
                    LOG.warn("provider {} does not let go", entry.id());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What runs now; empty before the start and after the stop. */
    Optional<RunningRegistry> registry() {
        return running;
    }

    /** Brings all as far as they get within the limit. */
    private void advance(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        List<ProviderEntry> entries = table.all().toList();
        entries.forEach(ProviderEntry::begin);
        for (ProviderEntry entry : entries) {
            entry.awaitUntil(deadline);
        }
    }

    /** Brings all as far as they get, and waits for none. */
    private void round(RegistryThread thread) {
        List<ProviderEntry> entries = table.all().toList();
        entries.forEach(ProviderEntry::begin);
        List<Runnable> overdue = entries.stream().map(ProviderEntry::overdue).toList();
        thread.later(PROBE_LIMIT, () -> overdue.forEach(Runnable::run));
    }

    private Map<String, Object> settings(ProviderFamily family, String id) {
        return family == ProviderFamily.AGENT_RUNTIME
                ? configuration.current().agents().getOrDefault(id, Map.of())
                : Map.of();
    }

    @Override
    public List<ProviderView> list(ProviderFamily family) {
        return table.views(family);
    }

    @Override
    public Optional<ProviderView> find(ProviderFamily family, String id) {
        return table.named(family, id).map(e -> e.state().view());
    }

    @Override
    public List<ProviderFamily> families() {
        return Stream.of(FamilyContract.values())
                .map(FamilyContract::family)
                .sorted()
                .toList();
    }

    @Override
    public List<String> ready(ProviderFamily family) {
        return table.all()
                .filter(e -> e.family() == family && e.state().usable())
                .map(ProviderEntry::id)
                .sorted()
                .toList();
    }

    @Override
    public Lease lease(ProviderFamily family, String id) throws ProviderUnavailableException {
        Optional<ProviderEntry> holder = table.holder(family, id);
        Optional<ProviderEntry.State> state = holder.map(ProviderEntry::state).filter(ProviderEntry.State::usable);
        if (holder.isEmpty() || state.isEmpty()) {
            throw new ProviderUnavailableException(whyNot(family, id));
        }
        PinnedFile file = holder.get().jar().file().orElseThrow();
        running.ifPresent(r -> r.leases().grant(file.sha256()));
        if (!Files.isRegularFile(Path.of(file.path()))) {
            throw new ProviderUnavailableException(
                    unknown(family, id) + " (its file " + file.path() + " has been removed: restart the daemon)");
        }
        return new Lease(
                id, state.get().view().version(), state.get().capabilities().orElseThrow(), List.of(file));
    }

    private String whyNot(ProviderFamily family, String id) {
        Optional<ProviderEntry.State> row = table.named(family, id).map(ProviderEntry::state);
        if (row.filter(state -> state.phase() == ProviderState.DRAINING).isPresent()) {
            return "provider \"" + id + "\" is " + row.get().view().reason();
        }
        return unknown(family, id)
                + row.map(state -> state.view().status() + ": " + state.view().reason())
                        .or(() -> table.whyGone(family, id))
                        .map(reason -> " (" + reason + ")")
                        .orElse("");
    }

    private static String unknown(ProviderFamily family, String id) {
        return (family == ProviderFamily.AGENT_RUNTIME ? "agent" : family.wireName())
                + ": no provider registered for name: \"" + id + "\"";
    }
}
