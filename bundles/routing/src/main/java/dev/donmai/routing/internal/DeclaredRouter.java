package dev.donmai.routing.internal;

import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.config.Configuration;
import dev.donmai.model.wire.ProviderView;
import dev.donmai.model.wire.RoutingDecision;
import dev.donmai.model.wire.RoutingExplanation;
import dev.donmai.model.wire.RoutingStep.Eliminated;
import dev.donmai.registry.ProviderRegistry;
import dev.donmai.registry.ProviderRegistry.Lease;
import dev.donmai.registry.ProviderUnavailableException;
import dev.donmai.routing.Router;
import dev.donmai.store.Store;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Routing by declared order: a named runtime binds, else the first one that is ready is taken. */
@Component(service = Router.class)
public final class DeclaredRouter implements Router {

    private static final String TABLE = "routing-decisions";
    private static final String DECLARED = "declared";
    private static final Logger LOG = LoggerFactory.getLogger(DeclaredRouter.class);

    private final ProviderRegistry registry;
    private final Configuration configuration;
    private final InstantSource clock;
    private final DecisionRing ring;
    private final AtomicBoolean warned = new AtomicBoolean();

    @Activate
    public DeclaredRouter(
            @Reference ProviderRegistry registry, @Reference Configuration configuration, @Reference Store store) {
        this(registry, configuration, store, InstantSource.system());
    }

    DeclaredRouter(ProviderRegistry registry, Configuration configuration, Store store, InstantSource clock) {
        this.registry = registry;
        this.configuration = configuration;
        this.clock = clock;
        this.ring = new DecisionRing(() -> store.table(TABLE));
    }

    @Override
    public Choice choose(String sessionId, String namedRuntime) throws ProviderUnavailableException {
        return namedRuntime.isEmpty() ? first(sessionId) : named(sessionId, namedRuntime);
    }

    private Choice named(String sessionId, String name) throws ProviderUnavailableException {
        Lease lease = registry.lease(ProviderFamily.AGENT_RUNTIME, name);
        Trace trace = new Trace();
        trace.available(List.of(name), List.of(), "the work names " + name);
        return new Choice(lease, trace.decided(sessionId, name, clock.instant()));
    }

    private Choice first(String sessionId) throws ProviderUnavailableException {
        warnAboutPolicy();
        List<String> order = configuration.current().routing().order();
        List<Eliminated> unfit = new ArrayList<>();
        List<String> ready = new ArrayList<>(RuntimeOrder.of(order, registry.ready(ProviderFamily.AGENT_RUNTIME)));
        for (ProviderView view : registry.list(ProviderFamily.AGENT_RUNTIME)) {
            if (!ready.contains(view.id())) {
                unfit.add(Trace.unfit(view.id(), view.reason()));
            }
        }
        Optional<Lease> lease = Optional.empty();
        while (lease.isEmpty() && !ready.isEmpty()) {
            try {
                lease = Optional.of(registry.lease(ProviderFamily.AGENT_RUNTIME, ready.getFirst()));
            } catch (ProviderUnavailableException gone) {
                // It went between the list and the lease.
                unfit.add(Trace.unfit(ready.removeFirst(), String.valueOf(gone.getMessage())));
            }
        }
        if (lease.isEmpty()) {
            throw new ProviderUnavailableException(nobody(unfit));
        }
        String chosen = lease.get().id();
        Trace trace = new Trace();
        trace.available(ready, unfit, "the agent runtimes that are ready, in declared order");
        trace.first(
                chosen,
                ready.subList(1, ready.size()),
                order.contains(chosen)
                        ? "the first one of routing.order that is ready"
                        : "the first one of the built-in order that is ready");
        return new Choice(lease.get(), trace.decided(sessionId, chosen, clock.instant()));
    }

    private static String nobody(List<Eliminated> unfit) {
        String why = unfit.stream()
                .map(e -> e.providerId() + " (" + e.detail() + ")")
                .collect(Collectors.joining("; "));
        return "agent: no provider registered that could run the session: "
                + (why.isEmpty() ? "there are no agent runtimes" : why);
    }

    /** What the reference records: the first name in sorted order, and the sandbox's step alone. */
    @Override
    public RoutingExplanation chooseForForeignWorker(String sessionId) {
        String name = registry.ready(ProviderFamily.AGENT_RUNTIME).stream()
                .sorted()
                .findFirst()
                .orElse("stub");
        return new Trace().decided(sessionId, name, clock.instant());
    }

    @Override
    public void record(RoutingExplanation explanation) {
        ring.record(explanation);
    }

    @Override
    public Optional<RoutingExplanation> explain(String sessionId) {
        return ring.explain(sessionId);
    }

    @Override
    public List<RoutingDecision> recent() {
        return ring.recent().stream().map(RoutingExplanation::decision).toList();
    }

    private void warnAboutPolicy() {
        String policy = configuration.current().routing().policy();
        if (!policy.equals(DECLARED) && warned.compareAndSet(false, true)) {
            LOG.warn("routing.policy {} is not available yet: agent runtimes are chosen by declared order", policy);
        }
    }
}
