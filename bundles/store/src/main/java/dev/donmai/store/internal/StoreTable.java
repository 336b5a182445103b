package dev.donmai.store.internal;

import dev.donmai.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** A table for everybody: each call is handed to the store's thread. */
record StoreTable(Supplier<StoreThread> thread, String name) implements Store.Table {

    @Override
    public Optional<String> get(String key) {
        return read(map -> map.get(key));
    }

    @Override
    public void put(String key, String value) {
        write(map -> map.put(key, value));
    }

    @Override
    public void remove(String key) {
        write(map -> map.remove(key));
    }

    @Override
    public List<Store.Entry> last(int count) {
        return read(map -> map.last(count));
    }

    @Override
    public List<Store.Entry> after(String key, int count) {
        return read(map -> map.after(key, count));
    }

    @Override
    public int size() {
        return read(Store.Table::size);
    }

    private <T> T read(Function<Store.Table, T> question) {
        return thread.get().call(false, store -> question.apply(StoreMap.of(store, name)));
    }

    private void write(Consumer<Store.Table> change) {
        var _ = thread.get().call(true, store -> {
            change.accept(StoreMap.of(store, name));
            return true;
        });
    }
}
