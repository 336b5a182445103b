package dev.donmai.store.internal;

import dev.donmai.config.Configuration;
import dev.donmai.store.Store;
import dev.donmai.store.StoreException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The store of a daemon; its file is opened when something is first asked of it. */
@Component(immediate = true)
public final class EmbeddedStore implements Store {

    private final Supplier<Path> path;
    private Optional<StoreThread> thread = Optional.empty();
    private boolean closed;

    @Activate
    public EmbeddedStore(@Reference Configuration configuration) {
        this(() -> configuration.state().store());
    }

    EmbeddedStore(Supplier<Path> path) {
        this.path = path;
    }

    @Override
    public Table table(String name) {
        return new StoreTable(this::thread, name);
    }

    @Override
    public <T> T transaction(Function<Tables, T> work) {
        return thread().call(true, store -> work.apply(name -> StoreMap.of(store, name)));
    }

    private synchronized StoreThread thread() {
        if (closed) {
            throw new StoreException("the store is closed: the daemon is stopping");
        }
        StoreThread open = thread.orElseGet(() -> new StoreThread(new StoreFile(path.get(), InstantSource.system())));
        thread = Optional.of(open);
        return open;
    }

    @Deactivate
    synchronized void close() {
        closed = true;
        thread.ifPresent(StoreThread::close);
        thread = Optional.empty();
    }
}
