package dev.donmai.tck.internal;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a worker finds, whatever the family. */
public final class WorkerChecks {

    private final ProviderUnderTest provider;

    private WorkerChecks(ProviderUnderTest provider) {
        this.provider = provider;
    }

    public static List<Check> of(ProviderUnderTest provider) {
        WorkerChecks checks = new WorkerChecks(provider);
        return List.of(
                new Check(
                        "worker.loads-one-class",
                        "The services file names exactly one class, which a worker loads from the JAR alone.",
                        checks::oneClass),
                new Check("worker.id-agrees", "What a worker loads has the id of the manifest.", checks::idAgrees));
    }

    private void oneClass() throws Exception {
        try (Loaded<?> loaded = provider.load(provider.family().work())) {
            Demand.that(
                    loaded.work().size() == 1,
                    "It names " + loaded.work().size() + " classes: one JAR holds one provider.");
        }
    }

    private void idAgrees() throws Exception {
        try (Loaded<?> loaded = provider.load(provider.family().work())) {
            Set<String> ids =
                    loaded.work().stream().map(provider.family()::idOf).collect(Collectors.toSet());
            Demand.that(
                    ids.contains(provider.id()),
                    "The manifest says \"" + provider.id() + "\", the object " + ids + ".");
        }
    }
}
