package dev.donmai.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices the end of processes that aren't children of this JVM, by looking: one thread for all of them, none while there are none. A
 * process handle would not do, because it takes a zombie for alive, and in a container nobody may reap it.
 */
final class AdoptedWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdoptedWatch.class);

    private final Map<ProcessIdentity, CompletableFuture<Void>> watched = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor executor;
    private final Duration interval;

    AdoptedWatch(Duration interval) {
        this.interval = interval;
        executor = new ScheduledThreadPoolExecutor(
                1,
                task -> Thread.ofPlatform()
                        .daemon()
                        .name("donmai-adopted-watch")
                        .unstarted(task));
        executor.setKeepAliveTime(2 * interval.toMillis(), TimeUnit.MILLISECONDS);
        executor.allowCoreThreadTimeOut(true);
    }

    CompletableFuture<Void> ended(ProcessIdentity identity) {
        CompletableFuture<Void> future = new CompletableFuture<>();
        CompletableFuture<Void> earlier = watched.putIfAbsent(identity, future);
        if (earlier != null) {
            return earlier;
        }
        look(identity, future);
        return future;
    }

    private void look(ProcessIdentity identity, CompletableFuture<Void> future) {
        boolean alive = true;
        try {
            alive = identity.isAlive();
        } catch (IOException e) {
            // Not knowing isn't an end: look again.
            LOG.warn("can't tell whether process {} is alive: {}", identity.pid(), e.getMessage());
        }
        if (alive && !executor.isShutdown()) {
            var _ = executor.schedule(() -> look(identity, future), interval.toMillis(), TimeUnit.MILLISECONDS);
        } else if (!alive) {
            future.complete(null);
            watched.remove(identity);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
