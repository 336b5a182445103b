package dev.donmai.registry.internal;

import dev.donmai.api.provider.ProviderFamily;
import dev.donmai.store.Store;

/** Which providers the operator has switched off; kept over restarts. */
final class ProviderSwitches {

    private static final String TABLE = "providers-off";

    private final Store store;

    ProviderSwitches(Store store) {
        this.store = store;
    }

    boolean off(ProviderFamily family, String id) {
        return store.table(TABLE).get(key(family, id)).isPresent();
    }

    void switchOff(ProviderFamily family, String id) {
        store.table(TABLE).put(key(family, id), "off");
    }

    void switchOn(ProviderFamily family, String id) {
        store.table(TABLE).remove(key(family, id));
    }

    private static String key(ProviderFamily family, String id) {
        return family.wireName() + ":" + id;
    }
}
