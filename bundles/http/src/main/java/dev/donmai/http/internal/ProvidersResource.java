package dev.donmai.http.internal;

import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.model.Json;
import dev.donmai.model.wire.ProviderList;
import dev.donmai.model.wire.ProviderView;
import dev.donmai.registry.ProviderRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The providers ({@code http-api.md} §10, {@code additions.md} §1). An agent runtime has its bare id here, one of another
 * family the family's name before it: {@code sandbox:local}.
 */
@Component(service = ProvidersResource.class)
public final class ProvidersResource implements Resource {

    private static final String SEPARATOR = ":";

    private final ProviderRegistry registry;

    @Activate
    public ProvidersResource(@Reference ProviderRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void enter(Routes routes) {
        routes.get("/api/daemon/providers", this::list).get("/api/daemon/providers/{*}", this::one);
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
                        .flatMap(family -> registry.list(family).stream().map(view -> shown(family, view)))
                        .toList(),
                covered.size() < ProviderFamily.values().length,
                covered.stream().map(ProviderFamily::wireName).toList());
    }

    private static ProviderView shown(ProviderFamily family, ProviderView view) {
        return family == ProviderFamily.AGENT_RUNTIME ? view : view.withId(family.wireName() + SEPARATOR + view.id());
    }

    private Reply one(Call call) {
        String id = call.id();
        return find(id).map(view -> Reply.json(200, Map.of("provider", view)))
                .orElseGet(() -> Reply.json(
                        404, Json.object().put("error", "provider not found").put("providerId", id)));
    }

    private Optional<ProviderView> find(String id) {
        return registry.find(ProviderFamily.AGENT_RUNTIME, id)
                .or(() -> Stream.of(ProviderFamily.values())
                        .filter(family -> id.startsWith(family.wireName() + SEPARATOR))
                        .findFirst()
                        .filter(family -> family != ProviderFamily.AGENT_RUNTIME)
                        .flatMap(family -> registry.find(
                                        family, id.substring(family.wireName().length() + SEPARATOR.length()))
                                .map(view -> shown(family, view))));
    }
}
