package dev.donmai.sessions.internal;

import dev.donmai.api.spawn.SpawnHook;
import dev.donmai.api.spawn.SpawnRequest;
import dev.donmai.model.session.SessionLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The hooks that are registered now, in the order of their ranking, and how they are asked. Thread-safe. */
@Component(service = SpawnHooks.class)
public final class SpawnHooks {

    /** What the start of a session can bear ({@code sessions.md} §1.7): the answer to a POST waits for it. */
    static final Duration LIMIT = Duration.ofMillis(250);

    private final Duration limit;
    private volatile List<RankedHook> hooks = List.of();

    /** A hook with its place: high ranks first, then the one that came first. */
    private record RankedHook(int ranking, long serviceId, HookCalls calls) implements Comparable<RankedHook> {

        private static final Comparator<RankedHook> ORDER =
                Comparator.comparingInt(RankedHook::ranking).reversed().thenComparingLong(RankedHook::serviceId);

        @Override
        public int compareTo(RankedHook other) {
            return ORDER.compare(this, other);
        }
    }

    @Activate
    public SpawnHooks() {
        this(LIMIT);
    }

    SpawnHooks(Duration limit) {
        this.limit = limit;
    }

    /** Takes in a hook; called by the component runtime. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void add(SpawnHook hook, Map<String, Object> properties) {
        int ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer given ? given : 0;
        long id = properties.get(Constants.SERVICE_ID) instanceof Long given ? given : 0;
        List<RankedHook> more = new ArrayList<>(hooks);
        more.add(new RankedHook(ranking, id, new HookCalls(hook, limit)));
        more.sort(null);
        hooks = List.copyOf(more);
    }

    /** Lets go of a hook; sessions that are being started go on with it. */
    synchronized void remove(SpawnHook hook) {
        hooks = hooks.stream().filter(each -> !each.calls().isOf(hook)).toList();
    }

    /**
     * Asks all hooks, one after the other.
     *
     * @param environment as composed
     * @return what they made of it
     * @throws SpawnHookException when one fails; those before it have been told then
     */
    HookedSpawn call(SpawnRequest request, Map<String, String> environment) throws SpawnHookException {
        HookedSpawn spawn = new HookedSpawn(request);
        Map<String, String> current = environment;
        try {
            for (RankedHook hook : hooks) {
                current = hook.calls().beforeSpawn(request, current);
                spawn.succeeded(hook.calls());
            }
        } catch (SpawnHookException e) {
            spawn.aborted(String.valueOf(e.getMessage()));
            throw e;
        }
        spawn.environment(marked(environment, current));
        return spawn;
    }

    /** Without its mark nobody could find the session's processes again. */
    private static Map<String, String> marked(Map<String, String> composed, Map<String, String> made) {
        Map<String, String> environment = new TreeMap<>(made);
        String nonce = composed.get(SessionLayout.NONCE_VARIABLE);
        if (nonce != null) {
            environment.put(SessionLayout.NONCE_VARIABLE, nonce);
        }
        return environment;
    }
}
