package dev.donmai.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Durable small state: named tables of text by key. Opened at first use; a write has reached the disk when the call
 * returns. Meant for thousands of entries of a few kilobytes, not for sessions, which are directories. Thread-safe; an
 * interrupt does not end a call. A service.
 *
 * <p>Every call may throw a {@link StoreException}; a write that threw may or may not be there afterwards.
 */
public interface Store {

    /** A table by its name; made when it is not there. */
    Table table(String name);

    /**
     * Reads and changes several entries as one: after a crash either all of it is there or nothing. The work is run on
     * the thread that serves everybody, so it computes and does nothing else: it neither waits nor calls the store other
     * than through its argument. When it throws, nothing has changed.
     */
    <T> T transaction(Function<Tables, T> work);

    /** The tables within a transaction. */
    interface Tables {

        /** A table by its name; made when it is not there. */
        Table table(String name);
    }

    /** One table. Keys are sorted by their UTF-16 code units. */
    interface Table {

        /** The value of a key. */
        Optional<String> get(String key);

        /** Sets a value. */
        void put(String key, String value);

        /** Removes a key; nothing happens when it is not there. */
        void remove(String key);

        /** The last entries in key order, oldest first. */
        List<Entry> last(int count);

        /** The first entries behind a key in key order; the empty text is before all of them. */
        List<Entry> after(String key, int count);

        /** How many entries there are. */
        int size();
    }

    /** A key and its value. */
    record Entry(String key, String value) {}
}
