package dev.donmai.http.internal;

import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.model.wire.ProviderView;
import dev.donmai.registry.ProviderChangeException;
import dev.donmai.registry.ProviderChanges;
import dev.donmai.registry.ProviderRegistry;
import dev.donmai.registry.ProviderUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Providers that a test puts there. */
final class FakeProviders implements ProviderRegistry, ProviderChanges {

    /** What providers can be added to, for a test to change. */
    List<ProviderFamily> families = List.of(ProviderFamily.SANDBOX, ProviderFamily.AGENT_RUNTIME);

    /** What was asked for, each in a word or two. */
    final List<String> asked = new ArrayList<>();

    private final List<ProviderView> views = new ArrayList<>();
    private Optional<ProviderChangeException> refusal = Optional.empty();

    /** Refuses every change from now on. */
    void refuse(ProviderChangeException.Kind kind, String reason) {
        refusal = Optional.of(new ProviderChangeException(kind, reason));
    }

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

    @Override
    public ProviderView install(Path jar, boolean force) throws ProviderChangeException {
        return change("install " + content(jar) + " " + force, ProviderFamily.AGENT_RUNTIME, "stub");
    }

    @Override
    public ProviderView update(ProviderFamily family, String id, Optional<Path> jar, boolean force)
            throws ProviderChangeException {
        return change("update " + id + " " + jar.map(FakeProviders::content).orElse("-") + " " + force, family, id);
    }

    @Override
    public ProviderView enable(ProviderFamily family, String id) throws ProviderChangeException {
        return change("enable " + id, family, id);
    }

    @Override
    public ProviderView disable(ProviderFamily family, String id) throws ProviderChangeException {
        return change("disable " + id, family, id);
    }

    @Override
    public ProviderView remove(ProviderFamily family, String id) throws ProviderChangeException {
        return change("remove " + id, family, id);
    }

    private ProviderView change(String what, ProviderFamily family, String id) throws ProviderChangeException {
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        asked.add(what);
        return find(family, id)
                .orElseThrow(
                        () -> new ProviderChangeException(ProviderChangeException.Kind.UNKNOWN, "provider not found"));
    }

    /** The size of a file, or its path where there is none. */
    private static String content(Path jar) {
        try {
            return Files.exists(jar) ? Files.size(jar) + " bytes" : jar.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
