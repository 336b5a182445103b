package dev.donmai.config.internal;

import dev.donmai.config.Configuration.Subscription;
import dev.donmai.model.config.DaemonConfig;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who wants to know of changes. They are told one change at a time and the newest one last, without a lock being held: a listener
 * may take its own locks, change the configuration, or ask for it.
 */
final class Listeners {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final Supplier<DaemonConfig> newest;
    private final List<Consumer<DaemonConfig>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger untold = new AtomicInteger();

    Listeners(Supplier<DaemonConfig> newest) {
        this.newest = newest;
    }

    Subscription add(Consumer<DaemonConfig> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void clear() {
        listeners.clear();
    }

    /** Tells of what is in force now; when another thread is telling, or this one further up, that one goes on with it. */
    void tell() {
        if (untold.getAndIncrement() > 0) {
            return;
        }
        for (int told = 1; told > 0; ) {
            tellAll(newest.get());
            told = untold.addAndGet(-told);
        }
    }

    private void tellAll(DaemonConfig config) {
        for (Consumer<DaemonConfig> listener : listeners) {
            try {
                listener.accept(config);
            } catch (RuntimeException | Error e) {
                // Errors too: if one got out, nobody would be told of anything again.
                LOG.error("a part of the daemon could not take the new configuration", e);
            }
        }
    }
}
