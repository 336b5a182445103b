package dev.donmai.registry.internal;

import dev.donmai.api.host.DaemonOptions;
import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.config.Configuration;
import dev.donmai.lifecycle.Participant;
import dev.donmai.model.session.SessionFile.PinnedFile;
import dev.donmai.model.wire.ProviderView;
import dev.donmai.registry.ProviderRegistry;
import dev.donmai.registry.ProviderUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All provider JARs, bundled ones before drop-ins. They are found when the daemon starts; then each is looked after by
 * its {@link ProviderEntry}, once a minute, when the configuration changes and when its services come or go.
 *
 * <p>One round can be run at any time and again: it brings every provider from where it stands to where it should be. So
 * adding, replacing and removing JARs while the daemon runs is a matter of changing the list.
 */
@Component(service = {ProviderRegistry.class, Participant.class})
public final class Providers implements ProviderRegistry, Participant {

    /** How long the start of the daemon waits for providers that do not answer. */
    static final Duration START_LIMIT = Duration.ofSeconds(5);

    /** How long a provider may take to answer a probe; it has promised a second. */
    static final Duration PROBE_LIMIT = Duration.ofSeconds(2);

    private static final Duration INTERVAL = Duration.ofSeconds(60);
    private static final Logger LOG = LoggerFactory.getLogger(Providers.class);

    private final BundleContext context;
    private final Configuration configuration;
    private final DaemonOptions options;
    private final List<ProviderEntry> entries = new CopyOnWriteArrayList<>();

    private volatile Optional<Running> running = Optional.empty();

    /** What lives from start to stop. */
    private record Running(
            ScheduledExecutorService rounds,
            ProviderServices services,
            ContentStore store,
            Configuration.Subscription subscription) {}

    @Activate
    public Providers(BundleContext context, @Reference Configuration configuration, @Reference DaemonOptions options) {
        this.context = context;
        this.configuration = configuration;
        this.options = options;
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
        ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().daemon().name("donmai-providers").unstarted(task));
        ProviderServices services = new ProviderServices(
                context,
                bundle -> rounds.execute(
                        () -> entries.stream().filter(e -> e.owns(bundle)).forEach(ProviderEntry::begin)));
        ContentStore store = new ContentStore(configuration.state().contentStore());
        services.open();
        Configuration.Subscription subscription = configuration.onChange(changed -> rounds.execute(this::round));
        running = Optional.of(new Running(rounds, services, store, subscription));
        for (ProviderFile file : found()) {
            add(new ProviderEntry(file, context, services, this::settings), store);
        }
        advance(START_LIMIT);
        var _ = rounds.scheduleWithFixedDelay(
                this::round, INTERVAL.toSeconds(), INTERVAL.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void running() {
        running.ifPresent(r -> r.rounds().execute(() -> sweep(r.store())));
    }

    @Override
    public void stop() {
        running.ifPresent(r -> {
            running = Optional.empty();
            r.subscription().close();
            r.services().close();
            r.rounds().shutdownNow();
        });
        entries.forEach(ProviderEntry::uninstall);
        entries.clear();
    }

    private List<ProviderFile> found() throws IOException {
        List<ProviderFile> found = new ArrayList<>();
        for (Path path : options.providers()) {
            found.add(new ProviderFile(path, true, options.version()));
        }
        Path directory = DropIns.directory(configuration);
        for (Path path : DropIns.jars(directory)) {
            found.add(new ProviderFile(path, false, options.version()));
        }
        return found;
    }

    /** Takes a JAR into the list. The first one with an id has it; whatever is wrong with a JAR is in its row. */
    private void add(ProviderEntry entry, ContentStore store) {
        try {
            entry.pin(store);
            refuseSame(entry, sameFile(entry), "the same content");
            entry.install();
            refuseSame(entry, holder(entry.family(), entry.id()), "the id \"" + entry.id() + "\"");
        } catch (UnfitException e) {
            LOG.warn("provider {}: {}", entry.source(), e.reason());
            entry.refuse(e.reason());
        }
        entries.add(entry);
    }

    private static void refuseSame(ProviderEntry entry, Optional<ProviderEntry> other, String what)
            throws UnfitException {
        if (other.isPresent()) {
            throw new UnfitException("duplicate: " + entry.source() + " has " + what + " that "
                    + other.get().source() + " has already; remove one of them");
        }
    }

    private Optional<ProviderEntry> sameFile(ProviderEntry entry) {
        return entries.stream().filter(e -> e.file().equals(entry.file())).findFirst();
    }

    /** Brings all as far as they get within the limit. */
    private void advance(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        entries.forEach(ProviderEntry::begin);
        for (ProviderEntry entry : entries) {
            entry.awaitUntil(deadline);
        }
    }

    private void round() {
        try {
            advance(PROBE_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the providers could not be probed", e);
        }
    }

    private void sweep(ContentStore store) {
        Set<String> inUse = entries.stream()
                .flatMap(e -> e.file().stream())
                .map(PinnedFile::sha256)
                .collect(Collectors.toSet());
        try {
            int removed = new StoreSweep(store, configuration.state().sessions()).sweep(inUse);
            if (removed > 0) {
                LOG.info("removed {} provider files that nothing uses any more", removed);
            }
        } catch (IOException e) {
            LOG.warn("the content store was not swept: {}", e.getMessage());
        }
    }

    private Map<String, Object> settings(ProviderFamily family, String id) {
        return family == ProviderFamily.AGENT_RUNTIME
                ? configuration.current().agents().getOrDefault(id, Map.of())
                : Map.of();
    }

    @Override
    public List<ProviderView> list(ProviderFamily family) {
        return entries.stream()
                .map(e -> e.state().view())
                .filter(view -> view.family().equals(family.wireName()))
                .sorted(Comparator.comparing(ProviderView::id))
                .toList();
    }

    @Override
    public Optional<ProviderView> find(ProviderFamily family, String id) {
        return holder(family, id)
                .map(e -> e.state().view())
                .or(() -> list(family).stream()
                        .filter(view -> view.id().equals(id))
                        .findFirst());
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
        return entries.stream()
                .filter(e -> e.family() == family && e.state().usable())
                .map(ProviderEntry::id)
                .sorted()
                .toList();
    }

    @Override
    public Lease lease(ProviderFamily family, String id) throws ProviderUnavailableException {
        String unknown = (family == ProviderFamily.AGENT_RUNTIME ? "agent" : family.wireName())
                + ": no provider registered for name: \"" + id + "\"";
        Optional<ProviderEntry> holder = holder(family, id);
        Optional<ProviderEntry.State> state = holder.map(ProviderEntry::state).filter(ProviderEntry.State::usable);
        if (holder.isEmpty() || state.isEmpty()) {
            throw new ProviderUnavailableException(find(family, id)
                    .map(view -> unknown + " (" + view.status() + ": " + view.reason() + ")")
                    .orElse(unknown));
        }
        PinnedFile file = holder.get().file().orElseThrow();
        if (!Files.isRegularFile(Path.of(file.path()))) {
            throw new ProviderUnavailableException(
                    unknown + " (its file " + file.path() + " has been removed: restart the daemon)");
        }
        return new Lease(
                id, state.get().view().version(), state.get().capabilities().orElseThrow(), List.of(file));
    }

    private Optional<ProviderEntry> holder(ProviderFamily family, String id) {
        return entries.stream().filter(e -> e.standsFor(family, id)).findFirst();
    }
}
