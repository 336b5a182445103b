package dev.donmai.registry.internal;

import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.model.session.SessionFile.PinnedFile;
import dev.donmai.model.wire.ProviderView;
import dev.donmai.registry.ProviderChangeException;
import dev.donmai.registry.ProviderChangeException.Kind;
import dev.donmai.registry.ProviderChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The operator's changes, each done on the registry's thread while the caller waits. What it decides is on disk before it
 * is in force: the file in the drop-in directory, the switch in the store.
 */
@Component(service = ProviderChanges.class)
public final class ProviderOperations implements ProviderChanges {

    /** Longer than anything here takes, with providers that don't answer. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Providers providers;

    @Activate
    public ProviderOperations(@Reference Providers providers) {
        this.providers = providers;
    }

    /** A change, made on the registry's thread. */
    @FunctionalInterface
    private interface Change<T> {
        T make(RunningRegistry registry) throws ProviderChangeException;
    }

    @Override
    public ProviderView install(Path jar, boolean force) throws ProviderChangeException, InterruptedException {
        requireFile(jar);
        return succeed(registry -> begin(registry, jar, Optional.empty(), force));
    }

    @Override
    public ProviderView update(ProviderFamily family, String id, Optional<Path> jar, boolean force)
            throws ProviderChangeException, InterruptedException {
        if (jar.isPresent()) {
            requireFile(jar.get());
        }
        return succeed(registry -> {
            ProviderEntry before = local(registry, family, id);
            Path file = jar.orElse(before.jar().source().path());
            requireFile(file);
            return begin(registry, file, Optional.of(before), force);
        });
    }

    private static void requireFile(Path jar) throws ProviderChangeException {
        if (!jar.isAbsolute() || !Files.isRegularFile(jar) || !Files.isReadable(jar)) {
            throw new ProviderChangeException(
                    Kind.MALFORMED,
                    "no such file: " + jar + "; name a JAR that the daemon can read, by its whole path");
        }
    }

    /** A change with its outcome. */
    private record Begun(ProviderEntry next, Succession succession) {}

    private ProviderView succeed(Change<Begun> change) throws ProviderChangeException, InterruptedException {
        Begun begun = await(call(change));
        Optional<Refusal> refusal = await(begun.succession().outcome());
        if (refusal.isPresent()) {
            throw refused(refusal.get());
        }
        return begun.next().state().view();
    }

    private static Begun begin(RunningRegistry registry, Path jar, Optional<ProviderEntry> meant, boolean force)
            throws ProviderChangeException {
        ProviderLifecycle lifecycle = registry.lifecycle();
        ProviderEntry next = lifecycle.candidate(jar);
        try {
            Optional<ProviderEntry> before = predecessor(registry, next, meant, force);
            Path place = before.map(entry -> entry.jar().source().path())
                    .orElseGet(() -> registry.dropIns().place(next));
            PinnedFile file = next.jar().file().orElseThrow();
            return new Begun(next, lifecycle.succeed(before, next, force, entry -> {
                if (!jar.equals(place)) {
                    DropIns.write(file, place);
                }
                entry.moveTo(next.jar().source().at(place), FileStamp.of(place));
            }));
        } catch (ProviderChangeException e) {
            lifecycle.discard(next);
            throw e;
        }
    }

    /** The one whose place the next one takes; empty where there is none. */
    private static Optional<ProviderEntry> predecessor(
            RunningRegistry registry, ProviderEntry next, Optional<ProviderEntry> meant, boolean force)
            throws ProviderChangeException {
        Optional<Refusal> refusal = next.jar().refusal();
        if (refusal.isPresent()) {
            throw refused(refusal.get());
        }
        Optional<ProviderEntry> before = registry.table().holder(next.family(), next.id());
        String name = ProviderRow.qualified(next.family(), next.id());
        if (meant.isPresent() && (before.isEmpty() ? !sameName(meant.get(), next) : !before.equals(meant))) {
            throw new ProviderChangeException(
                    Kind.UNFIT,
                    "it is the provider " + name + ", and no version of "
                            + ProviderRow.qualified(
                                    meant.get().family(), meant.get().id()));
        }
        if (before.isPresent()) {
            if (before.get().jar().source().bundled()) {
                throw new ProviderChangeException(
                        Kind.CONFLICT, "the provider " + name + " comes with the program, which is updated as a whole");
            }
            if (!force && next.version().compareTo(before.get().version()) <= 0) {
                throw new ProviderChangeException(
                        Kind.CONFLICT,
                        "the provider " + name + " is there in version "
                                + before.get().version() + ", and this is " + next.version()
                                + "; `--force` installs it all the same");
            }
        }
        return before.or(() -> meant);
    }

    private static boolean sameName(ProviderEntry entry, ProviderEntry other) {
        return entry.family() == other.family() && entry.id().equals(other.id());
    }

    @Override
    public ProviderView enable(ProviderFamily family, String id) throws ProviderChangeException, InterruptedException {
        ProviderEntry entry = await(call(registry -> {
            ProviderEntry known = known(registry, family, id);
            if (known.leaving() || known.refused()) {
                throw new ProviderChangeException(
                        Kind.UNFIT, known.state().view().reason());
            }
            registry.switches().switchOn(family, id);
            known.switchOn();
            known.begin();
            return known;
        }));
        entry.awaitUntil(System.nanoTime() + Providers.START_LIMIT.toNanos());
        return entry.state().view();
    }

    @Override
    public ProviderView disable(ProviderFamily family, String id) throws ProviderChangeException, InterruptedException {
        return await(call(registry -> {
            ProviderEntry known = known(registry, family, id);
            registry.switches().switchOff(family, id);
            known.switchOff();
            registry.lifecycle().settle();
            return known.state().view();
        }));
    }

    @Override
    public ProviderView remove(ProviderFamily family, String id) throws ProviderChangeException, InterruptedException {
        return await(call(registry -> {
            ProviderEntry known = local(registry, family, id);
            try {
                Files.deleteIfExists(known.jar().source().path());
            } catch (IOException e) {
                throw new ProviderChangeException(
                        Kind.CONFLICT, known.jar().source().path() + " cannot be deleted: " + e.getMessage());
            }
            registry.switches().switchOn(family, id);
            registry.lifecycle().leave(known, "removed by the operator");
            registry.lifecycle().reconcile();
            return known.state().view();
        }));
    }

    private static ProviderEntry known(RunningRegistry registry, ProviderFamily family, String id)
            throws ProviderChangeException {
        return registry.table()
                .named(family, id)
                .orElseThrow(() -> new ProviderChangeException(Kind.UNKNOWN, "provider not found"));
    }

    private static ProviderEntry local(RunningRegistry registry, ProviderFamily family, String id)
            throws ProviderChangeException {
        ProviderEntry known = known(registry, family, id);
        if (known.jar().source().bundled()) {
            throw new ProviderChangeException(
                    Kind.CONFLICT,
                    "the provider " + ProviderRow.qualified(family, id)
                            + " comes with the program: it can be switched off, and neither replaced nor removed");
        }
        return known;
    }

    private static ProviderChangeException refused(Refusal refusal) {
        return new ProviderChangeException(
                switch (refusal.kind()) {
                    case UNFIT -> Kind.UNFIT;
                    case UNTRUSTED -> Kind.UNTRUSTED;
                    case DUPLICATE -> Kind.CONFLICT;
                },
                refusal.reason());
    }

    private <T> CompletableFuture<T> call(Change<T> change) throws ProviderChangeException {
        RunningRegistry registry = providers
                .registry()
                .orElseThrow(() -> new ProviderChangeException(Kind.CONFLICT, "the daemon is not running"));
        CompletableFuture<T> result = new CompletableFuture<>();
        registry.thread().execute(() -> {
            try {
                result.complete(change.make(registry));
            } catch (ProviderChangeException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private static <T> T await(CompletableFuture<T> result) throws ProviderChangeException, InterruptedException {
        try {
            return result.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProviderChangeException refused) {
                throw refused;
            }
            throw new IllegalStateException("a change of the providers failed", e.getCause());
        } catch (TimeoutException e) {
            throw new ProviderChangeException(
                    Kind.CONFLICT, "the change takes longer than " + LIMIT.toSeconds() + " s; look at the list later");
        }
    }
}
