package dev.donmai.sessions.internal;

import dev.donmai.api.spawn.SpawnRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One start of a worker that hooks have had their say in. Used by one thread. */
final class HookedSpawn {

    private final SpawnRequest request;
    private final List<HookCalls> succeeded = new ArrayList<>();
    private Map<String, String> environment = Map.of();

    HookedSpawn(SpawnRequest request) {
        this.request = request;
    }

    void succeeded(HookCalls hook) {
        succeeded.add(hook);
    }

    void environment(Map<String, String> made) {
        environment = made;
    }

    /** What the worker gets. */
    Map<String, String> environment() {
        return environment;
    }

    /** Tells every hook that had succeeded, the last one first, and each once. */
    void aborted(String cause) {
        succeeded.reversed().forEach(hook -> hook.aborted(request, cause));
        succeeded.clear();
    }
}
