package dev.donmai.tck;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a session of the runtime under test is brought about.
 *
 * @param settings the provider's part of the configuration, {@code agents.<id>}
 * @param providerConfig the free settings of the session
 */
public record Scenario(Map<String, Object> settings, Map<String, Object> providerConfig) {

    public Scenario {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        providerConfig = Collections.unmodifiableMap(new LinkedHashMap<>(providerConfig));
    }

    /** A session that needs nothing said. */
    public static Scenario plain() {
        return new Scenario(Map.of(), Map.of());
    }

    /** With one more setting. */
    public Scenario setting(String key, Object value) {
        return new Scenario(with(settings, key, value), providerConfig);
    }

    /** With one more free setting of the session. */
    public Scenario config(String key, Object value) {
        return new Scenario(settings, with(providerConfig, key, value));
    }

    private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
        Map<String, Object> more = new HashMap<>(map);
        more.put(key, value);
        return more;
    }
}
