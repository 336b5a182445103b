package dev.donmai.config.internal;

import dev.donmai.model.config.DaemonConfig;
import dev.donmai.model.config.DaemonConfig.Orchestrator;
import dev.donmai.model.config.DaemonConfig.Providers;
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

    /** What is in force of a file that was changed: those keys keep the values of the start. */
    static DaemonConfig held(DaemonConfig start, DaemonConfig changed) {
        return changed.withMachine(start.machine())
                .withOrchestrator(new Orchestrator(
                        start.orchestrator().url(),
                        start.orchestrator().authToken(),
                        changed.orchestrator().allowMutations()))
                .withObservability(start.observability())
                .withHttp(start.http())
                .withProviders(new Providers(
                        start.providers().directory(), changed.providers().allowUnsigned()));
    }

    private static Map<String, Function<DaemonConfig, Object>> keys() {
        Map<String, Function<DaemonConfig, Object>> keys = new LinkedHashMap<>();
        keys.put("machine.id", config -> config.machine().id());
        keys.put("machine.region", config -> config.machine().region());
        keys.put("orchestrator.url", config -> config.orchestrator().url());
        keys.put("orchestrator.authToken", config -> config.orchestrator().authToken());
        keys.put("observability.logFormat", config -> config.observability().logFormat());
        keys.put("observability.logPath", config -> config.observability().logPath());
        keys.put("observability.metricsPort", config -> config.observability().metricsPort());
        keys.put("http.host", config -> config.http().host());
        keys.put("http.port", config -> config.http().port());
        keys.put("http.auth", config -> config.http().auth());
        keys.put("http.socket", config -> config.http().socket());
        keys.put("providers.directory", config -> config.providers().directory());
        return keys;
    }
}
