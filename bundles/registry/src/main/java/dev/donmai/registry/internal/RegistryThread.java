package dev.donmai.registry.internal;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread on which the registry changes. A task that fails is logged, and the next one is run all the same. */
final class RegistryThread implements Executor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryThread.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("donmai-providers").unstarted(task));

    @Override
    public void execute(Runnable task) {
        later(Duration.ZERO, task);
    }

    /** Once, after a while; not at all when it is closed by then. */
    void later(Duration delay, Runnable task) {
        try {
            var _ = thread.schedule(() -> run(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the registry has stopped: {}", e.getMessage());
        }
    }

    /** Again and again. */
    void every(Duration interval, Runnable task) {
        var _ = thread.scheduleWithFixedDelay(
                () -> run(task), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("the providers could not be looked after", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
