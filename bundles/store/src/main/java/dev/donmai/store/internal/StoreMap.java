package dev.donmai.store.internal;

import dev.donmai.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.StringDataType;

/** One map of the open file; used on the store's thread only. */
record StoreMap(MVMap<String, String> map) implements Store.Table {

    private static final MVMap.Builder<String, String> TEXTS =
            new MVMap.Builder<String, String>().keyType(StringDataType.INSTANCE).valueType(StringDataType.INSTANCE);

    /** Opening a map that was opened before is a look-up. */
    static StoreMap of(MVStore store, String name) {
        return new StoreMap(store.openMap(name, TEXTS));
    }

    @Override
    public Optional<String> get(String key) {
        return Optional.ofNullable(map.get(key));
    }

    @Override
    public void put(String key, String value) {
        var _ = map.put(key, value);
    }

    @Override
    public void remove(String key) {
        var _ = map.remove(key);
    }

    @Override
    public List<Store.Entry> last(int count) {
        return take(map.cursor(null, null, true), count).reversed();
    }

    @Override
    public List<Store.Entry> after(String key, int count) {
        String next = map.higherKey(key);
        return next == null ? List.of() : take(map.cursor(next), count);
    }

    private static List<Store.Entry> take(Cursor<String, String> cursor, int count) {
        List<Store.Entry> entries = new ArrayList<>();
        while (entries.size() < count && cursor.hasNext()) {
            entries.add(new Store.Entry(cursor.next(), cursor.getValue()));
        }
        return List.copyOf(entries);
    }

    @Override
    public int size() {
        return map.size();
    }
}
