package dev.donmai.http.internal;

import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.model.wire.ProviderView;
import dev.donmai.registry.ProviderRegistry;
import dev.donmai.registry.ProviderUnavailableException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Providers that a test puts there. */
final class FakeProviders implements ProviderRegistry {

    /** What providers can be added to, for a test to change. */
    List<ProviderFamily> families = List.of(ProviderFamily.SANDBOX, ProviderFamily.AGENT_RUNTIME);

    private final List<ProviderView> views = new ArrayList<>();

    void add(ProviderFamily family, String id, String status, String reason) {
        views.add(new ProviderView(
                id,
                id,
                "1.0.0",
                family.wireName(),
                "global",
                status,
                "bundled",
                "unsigned",
                true,
                Map.of("humanLabel", id),
                reason));
    }

    @Override
    public List<ProviderView> list(ProviderFamily family) {
        return views.stream()
                .filter(view -> view.family().equals(family.wireName()))
                .sorted(Comparator.comparing(ProviderView::id))
                .toList();
    }

    @Override
    public Optional<ProviderView> find(ProviderFamily family, String id) {
        return list(family).stream().filter(view -> view.id().equals(id)).findFirst();
    }

    @Override
    public List<ProviderFamily> families() {
        return families;
    }

    @Override
    public List<String> ready(ProviderFamily family) {
        return list(family).stream()
                .filter(view -> view.status().equals("ready") || view.status().equals("degraded"))
                .map(ProviderView::id)
                .toList();
    }

    @Override
    public Lease lease(ProviderFamily family, String id) throws ProviderUnavailableException {
        throw new ProviderUnavailableException("not for sessions");
    }
}
