package dev.donmai.store.internal;

import dev.donmai.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.StringDataType;

/** One map of the file. */
record StoreTable(Supplier<StoreThread> thread, String name) implements Store.Table {

    private static final MVMap.Builder<String, String> TEXTS =
            new MVMap.Builder<String, String>().keyType(StringDataType.INSTANCE).valueType(StringDataType.INSTANCE);

    @Override
    public Optional<String> get(String key) {
        return read(map -> Optional.ofNullable(map.get(key)));
    }

    @Override
    public void put(String key, String value) {
        var _ = thread.get().call(true, store -> Optional.ofNullable(map(store).put(key, value)));
    }

    @Override
    public void remove(String key) {
        var _ = thread.get().call(true, store -> Optional.ofNullable(map(store).remove(key)));
    }

    @Override
    public List<Store.Entry> last(int count) {
        return read(map -> {
            List<Store.Entry> entries = new ArrayList<>();
            Cursor<String, String> backwards = map.cursor(null, null, true);
            while (entries.size() < count && backwards.hasNext()) {
                entries.add(new Store.Entry(backwards.next(), backwards.getValue()));
            }
            return List.copyOf(entries.reversed());
        });
    }

    @Override
    public int size() {
        return read(MVMap::size);
    }

    private <T> T read(Function<MVMap<String, String>, T> question) {
        return thread.get().call(false, store -> question.apply(map(store)));
    }

    /** Opening a map that was opened before is a look-up. */
    private MVMap<String, String> map(MVStore store) {
        return store.openMap(name, TEXTS);
    }
}
