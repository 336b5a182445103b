package dev.donmai.store.internal;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.h2.mvstore.MVStore;

/**
 * Something to do with the store.
 *
 * @param work what
 * @param writes whether it changes anything
 * @param done completes when the result is there and, after a change, on disk
 */
record Operation<T>(Function<MVStore, T> work, boolean writes, CompletableFuture<T> done) {

    /** Does it now; the returned action tells whoever waits. */
    Runnable perform(MVStore store) {
        T result = work.apply(store);
        return () -> done.complete(result);
    }
}
