package dev.donmai.worker.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls into a provider's code, which may not come back, on a thread of its own. */
public final class Bounded {

    private Bounded() {}

    /**
     * Calls {@code work} and waits for it.
     *
     * @param name what the thread is called after {@code donmai-}
     * @param loader the thread's context class loader
     * @return the answer; empty when there was none within {@code limit}, and the thread was interrupted
     * @throws ExecutionException with what the work threw
     */
    public static <T> Optional<T> call(String name, ClassLoader loader, Duration limit, Callable<T> work)
            throws ExecutionException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = Thread.ofPlatform().daemon().name("donmai-" + name).unstarted(task);
        thread.setContextClassLoader(loader);
        thread.start();
        boolean answered = false;
        try {
            T answer = task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            answered = true;
            return Optional.of(answer);
        } catch (TimeoutException e) {
            return Optional.empty();
        } finally {
            if (!answered) {
                task.cancel(true);
            }
        }
    }
}
