package dev.donmai.registry.internal;

import dev.donmai.store.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** A store that forgets everything in the end. */
final class MapStore implements Store, Store.Tables {

    private final Map<String, MapTable> tables = new HashMap<>();

    @Override
    public synchronized Table table(String name) {
        return tables.computeIfAbsent(name, key -> new MapTable(new TreeMap<>()));
    }

    @Override
    public <T> T transaction(Function<Tables, T> work) {
        return work.apply(this);
    }

    private record MapTable(TreeMap<String, String> entries) implements Table {

        @Override
        public synchronized Optional<String> get(String key) {
            return Optional.ofNullable(entries.get(key));
        }

        @Override
        public synchronized void put(String key, String value) {
            entries.put(key, value);
        }

        @Override
        public synchronized void remove(String key) {
            entries.remove(key);
        }

        @Override
        public synchronized List<Entry> last(int count) {
            return after("", entries.size()).subList(Math.max(0, entries.size() - count), entries.size());
        }

        @Override
        public synchronized List<Entry> after(String key, int count) {
            return entries.tailMap(key, false).entrySet().stream()
                    .limit(count)
                    .map(entry -> new Entry(entry.getKey(), entry.getValue()))
                    .toList();
        }

        @Override
        public synchronized int size() {
            return entries.size();
        }
    }
}
