package dev.donmai.http.internal;

import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.model.Json;
import dev.donmai.model.wire.ProviderList;
import dev.donmai.registry.ProviderChanges;
import dev.donmai.registry.ProviderRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The providers ({@code http-api.md} §10, {@code additions.md} §1). */
@Component(service = ProvidersResource.class)
public final class ProvidersResource implements Resource {

    private final ProviderRegistry registry;
    private final ProviderChangeCalls changes;

    @Activate
    public ProvidersResource(@Reference ProviderRegistry registry, @Reference ProviderChanges changes) {
        this.registry = registry;
        this.changes = new ProviderChangeCalls(changes);
    }

    @Override
    public void enter(Routes routes) {
        routes.get("/api/daemon/providers", this::list)
                .get("/api/daemon/providers/{*}", this::one)
                .post("/api/daemon/providers/{*}", changes)
                .delete("/api/daemon/providers/{*}", changes::remove);
    }

    private Reply list(Call call) {
        return Reply.json(200, call.has("families", "all") ? everything() : runtimes());
    }

    /** What the reference lists: the agent runtimes that work. */
    private ProviderList runtimes() {
        ProviderFamily runtime = ProviderFamily.AGENT_RUNTIME;
        Set<String> ready = Set.copyOf(registry.ready(runtime));
        return new ProviderList(
                registry.list(runtime).stream()
                        .filter(view -> ready.contains(view.id()))
                        .toList(),
                true,
                List.of(runtime.wireName()));
    }

    private ProviderList everything() {
        List<ProviderFamily> covered = registry.families();
        return new ProviderList(
                Arrays.stream(ProviderFamily.values())
                        .flatMap(family -> registry.list(family).stream())
                        .map(ProviderName::qualified)
                        .toList(),
                covered.size() < ProviderFamily.values().length,
                covered.stream().map(ProviderFamily::wireName).toList());
    }

    private Reply one(Call call) {
        String id = call.id();
        ProviderName name = ProviderName.of(id);
        return registry.find(name.family(), name.id())
                .map(view -> Reply.json(200, Map.of("provider", ProviderName.qualified(view))))
                .orElseGet(() -> Reply.json(
                        404, Json.object().put("error", "provider not found").put("providerId", id)));
    }
}
