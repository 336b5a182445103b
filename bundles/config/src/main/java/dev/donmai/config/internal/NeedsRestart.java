package dev.donmai.config.internal;

import dev.donmai.model.config.DaemonConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Which changed keys are looked at only when the daemon starts. */
final class NeedsRestart {

    private static final Map<String, Function<DaemonConfig, Object>> AT_START = keys();

    private NeedsRestart() {}

    /** The keys, in the file's usual order. */
    static List<String> between(DaemonConfig before, DaemonConfig after) {
        return AT_START.entrySet().stream()
                .filter(key ->
                        !key.getValue().apply(before).equals(key.getValue().apply(after)))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Map<String, Function<DaemonConfig, Object>> keys() {
        Map<String, Function<DaemonConfig, Object>> keys = new LinkedHashMap<>();
        keys.put("machine", DaemonConfig::machine);
        keys.put("orchestrator", DaemonConfig::orchestrator);
        keys.put("observability", DaemonConfig::observability);
        keys.put("http", DaemonConfig::http);
        keys.put("providers.directory", config -> config.providers().directory());
        return keys;
    }
}
