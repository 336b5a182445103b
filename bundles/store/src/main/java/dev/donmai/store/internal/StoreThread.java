package dev.donmai.store.internal;

import dev.donmai.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that touches the file: an interrupt of a caller's thread would close the file's channel. All that waits is
 * done together and made durable by one commit. A store that failed is closed and opened again by the next operation, so
 * that nothing in memory outlives what is on disk.
 */
final class StoreThread {

    private static final Logger LOG = LoggerFactory.getLogger(StoreThread.class);

    /** The last in the queue. */
    private static final Operation<Boolean> END = new Operation<>(store -> true, false, new CompletableFuture<>());

    /** Changes after which sparsely used parts of the file are written together. */
    private static final int COMPACT_AFTER = 1000;

    private static final int COMPACT_BELOW_PERCENT = 60;
    private static final int COMPACT_BYTES = 1 << 20;

    /** Each caller waits for its operation, so that there are never more than callers. */
    private final BlockingQueue<Operation<?>> queue = new LinkedBlockingQueue<>();

    private final StoreFile file;
    private final Thread thread;
    private Optional<MVStore> store = Optional.empty();
    private int changes;
    private boolean closed;

    StoreThread(StoreFile file) {
        this.file = file;
        this.thread = Thread.ofPlatform().daemon().name("donmai-store").start(this::run);
    }

    /** Does the work on the thread and waits for it. */
    <T> T call(boolean writes, Function<MVStore, T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        synchronized (queue) {
            if (closed) {
                throw new StoreException("store " + file.path() + " is closed: the daemon is stopping");
            }
            queue.add(new Operation<>(work, writes, done));
        }
        try {
            return done.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StoreException known
                    ? known
                    : new StoreException("store " + file.path() + ": " + e.getCause(), e);
        }
    }

    /** Does what waits, closes the file and ends the thread. */
    void close() {
        synchronized (queue) {
            closed = true;
            queue.add(END);
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Operation<?>> batch = new ArrayList<>();
        boolean last = false;
        while (!last) {
            take(batch);
            last = batch.remove(END);
            perform(batch);
            batch.clear();
        }
        store.ifPresent(this::close);
    }

    /** Everything is on disk already. The library's compaction at closing, which moves chunks, is not asked for. */
    private void close(MVStore open) {
        try {
            open.close(0);
        } catch (MVStoreException e) {
            LOG.warn("store {} was not closed cleanly; it will be recovered when it is opened", file.path(), e);
            StoreFile.abandon(open);
        }
    }

    private void take(List<Operation<?>> batch) {
        while (batch.isEmpty()) {
            try {
                batch.add(queue.take());
            } catch (InterruptedException e) {
                LOG.debug("nobody has a reason to interrupt this thread", e);
            }
        }
        queue.drainTo(batch);
    }

    private void perform(List<Operation<?>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            MVStore open = store.orElseGet(file::open);
            store = Optional.of(open);
            List<Runnable> replies = new ArrayList<>();
            int writes = 0;
            for (Operation<?> operation : batch) {
                replies.add(operation.perform(open));
                writes += operation.writes() ? 1 : 0;
            }
            if (writes > 0 && open.hasUnsavedChanges()) {
                open.commit();
                open.sync();
            }
            replies.forEach(Runnable::run);
            compact(open, writes);
        } catch (MVStoreException e) {
            fail(batch, new StoreException(file.problem(e), e));
            if (StoreFile.isCorrupt(e)) {
                file.putAside(e);
            }
        } catch (StoreException e) {
            fail(batch, e);
        } catch (RuntimeException | Error e) {
            // Whatever it was: who waits must hear of it, and the thread must live.
            fail(batch, new StoreException("store " + file.path() + " failed: " + e, e));
        }
    }

    private void compact(MVStore open, int writes) {
        changes += writes;
        if (changes >= COMPACT_AFTER) {
            changes = 0;
            open.compact(COMPACT_BELOW_PERCENT, COMPACT_BYTES);
        }
    }

    private void fail(List<Operation<?>> batch, StoreException problem) {
        store.ifPresent(StoreFile::abandon);
        store = Optional.empty();
        // Those that were answered before the failure stay answered.
        batch.forEach(operation -> operation.done().completeExceptionally(problem));
    }
}
