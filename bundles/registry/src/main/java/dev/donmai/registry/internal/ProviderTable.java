package dev.donmai.registry.internal;

import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.model.wire.ProviderView;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The entries of the registry. One thread changes the table, any may look at it. */
final class ProviderTable {

    /** Of so many providers that are gone the reason is remembered. */
    private static final int MOST_GONE = 100;

    private final List<ProviderEntry> entries = new CopyOnWriteArrayList<>();
    private final Map<String, String> gone = new LinkedHashMap<>();

    void add(ProviderEntry entry) {
        entries.add(entry);
    }

    /** Puts one in the place of another, which stays behind all others until it is {@link #remove removed}. */
    void replace(ProviderEntry old, ProviderEntry next) {
        entries.set(entries.indexOf(old), next);
        entries.add(old);
    }

    void remove(ProviderEntry entry) {
        entries.remove(entry);
    }

    void clear() {
        entries.clear();
    }

    Stream<ProviderEntry> all() {
        return entries.stream();
    }

    /** Those that were dropped in and are not leaving. */
    Stream<ProviderEntry> local() {
        return all().filter(entry -> !entry.jar().source().bundled() && !entry.leaving());
    }

    /** The one that has the place of an id. */
    Optional<ProviderEntry> holder(ProviderFamily family, String id) {
        return all().filter(entry -> entry.standsFor(family, id)).findFirst();
    }

    /** The one that has the place of an id, else any of that name. */
    Optional<ProviderEntry> named(ProviderFamily family, String id) {
        return holder(family, id)
                .or(() -> all().filter(
                                entry -> entry.family() == family && entry.id().equals(id))
                        .findFirst());
    }

    /** The one that was dropped in as a file. */
    Optional<ProviderEntry> at(Path path) {
        return local().filter(entry -> entry.jar().source().path().equals(path)).findFirst();
    }

    List<ProviderView> views(ProviderFamily family) {
        return all().map(entry -> entry.state().view())
                .filter(view -> view.family().equals(family.wireName()))
                .sorted(Comparator.comparing(ProviderView::id))
                .toList();
    }

    /** Remembers why a provider is gone. */
    void rememberGone(ProviderEntry entry) {
        synchronized (gone) {
            gone.remove(key(entry.family(), entry.id()));
            gone.put(key(entry.family(), entry.id()), entry.why());
            if (gone.size() > MOST_GONE) {
                gone.remove(gone.keySet().iterator().next());
            }
        }
    }

    /** Why a provider that was there is not; empty when it never was. */
    Optional<String> whyGone(ProviderFamily family, String id) {
        synchronized (gone) {
            return Optional.ofNullable(gone.get(key(family, id)));
        }
    }

    private static String key(ProviderFamily family, String id) {
        return family.wireName() + ":" + id;
    }
}
