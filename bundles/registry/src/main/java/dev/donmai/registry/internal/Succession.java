package dev.donmai.registry.internal;

import dev.donmai.registry.internal.ProviderEntry.State;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One provider taking the place of another: the next one is there beside the one that serves, is brought as far as it gets,
 * and compared; only then they change places. Used on the registry's thread.
 */
final class Succession {

    /** Puts the next one in place; done before anybody sees it there. */
    @FunctionalInterface
    interface Seal {
        /**
         * Puts it in place.
         *
         * @throws UnfitException when that cannot be done; everything stays as it was
         */
        void put(ProviderEntry next) throws UnfitException;
    }

    private final Optional<ProviderEntry> before;
    private final ProviderEntry next;
    private final boolean force;
    private final Seal seal;
    private final CompletableFuture<Optional<Refusal>> outcome = new CompletableFuture<>();

    /**
     * A succession that has not begun.
     *
     * @param before the one that serves; empty where there is none
     * @param force whether the next one may lack abilities of the one before
     */
    Succession(Optional<ProviderEntry> before, ProviderEntry next, boolean force, Seal seal) {
        this.before = before;
        this.next = next;
        this.force = force;
        this.seal = seal;
    }

    Optional<ProviderEntry> before() {
        return before;
    }

    ProviderEntry next() {
        return next;
    }

    /** Why the next one was not put in place; empty when it was. */
    CompletableFuture<Optional<Refusal>> outcome() {
        return outcome;
    }

    boolean over() {
        return outcome.isDone();
    }

    /** What speaks against it, now that the next one was tried or has had its time. */
    Optional<Refusal> objection() {
        next.overdue().run();
        State state = next.state();
        if (next.refused()) {
            return next.jar().refusal();
        }
        boolean serves = before.map(entry -> entry.state().usable()).orElse(false);
        if (state.capabilities().isEmpty() || (serves && !state.usable())) {
            return unfit(state.view().reason());
        }
        List<String> lost = before.flatMap(entry -> entry.state().capabilities())
                .map(abilities ->
                        CapabilityRecord.lost(abilities, state.capabilities().orElseThrow()))
                .orElse(List.of());
        if (!lost.isEmpty() && !force) {
            return unfit("it lacks what the one before has: " + String.join(", ", lost)
                    + "; `donmai provider update --force` takes it all the same");
        }
        try {
            seal.put(next);
            return Optional.empty();
        } catch (UnfitException e) {
            return Optional.of(e.refusal());
        }
    }

    private static Optional<Refusal> unfit(String reason) {
        return Optional.of(new Refusal(Refusal.Kind.UNFIT, reason));
    }
}
