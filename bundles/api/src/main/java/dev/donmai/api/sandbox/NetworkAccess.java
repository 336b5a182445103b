package dev.donmai.api.sandbox;

import java.util.List;

/** Where a confined program may connect to. */
public sealed interface NetworkAccess {

    /** Anywhere. */
    record Everywhere() implements NetworkAccess {}

    /** Nowhere but the loopback of the sandbox itself. */
    record Nowhere() implements NetworkAccess {}

    /**
     * These hosts alone.
     *
     * @param names host names or addresses, at least one
     */
    record Hosts(List<String> names) implements NetworkAccess {
        public Hosts {
            names = List.copyOf(names);
            if (names.isEmpty()) {
                throw new IllegalArgumentException("no host is named: use Nowhere");
            }
        }
    }
}
