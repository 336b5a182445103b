package dev.donmai.routing.internal;

import dev.donmai.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A store that lives as long as the test. */
final class MapStore implements Store {

    private final Map<String, Table> tables = new ConcurrentHashMap<>();

    @Override
    public Table table(String name) {
        return tables.computeIfAbsent(name, n -> new MapTable());
    }

    @Override
    public synchronized <T> T transaction(Function<Tables, T> work) {
        return work.apply(this::table);
    }

    private static final class MapTable implements Table {

        private final TreeMap<String, String> map = new TreeMap<>();

        @Override
        public synchronized Optional<String> get(String key) {
            return Optional.ofNullable(map.get(key));
        }

        @Override
        public synchronized void put(String key, String value) {
            map.put(key, value);
        }

        @Override
        public synchronized void remove(String key) {
            map.remove(key);
        }

        @Override
        public synchronized List<Entry> last(int count) {
            List<Entry> all = new ArrayList<>();
            map.forEach((key, value) -> all.add(new Entry(key, value)));
            return all.subList(Math.max(0, all.size() - count), all.size());
        }

        @Override
        public synchronized List<Entry> after(String key, int count) {
            return map.tailMap(key, false).entrySet().stream()
                    .limit(count)
                    .map(entry -> new Entry(entry.getKey(), entry.getValue()))
                    .toList();
        }

        @Override
        public synchronized int size() {
            return map.size();
        }
    }
}
