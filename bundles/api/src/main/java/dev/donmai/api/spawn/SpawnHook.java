package dev.donmai.api.spawn;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Called by the daemon before each start of a session's worker ({@code sessions.md} §1.7). An OSGi service; where there are
 * several, the one with the highest {@code service.ranking} is called first, and each gets the environment that the one
 * before it returned. Implementations are thread-safe.
 *
 * <p>A hook has a quarter of a second for each call and bounds its own I/O. One that is late, throws or returns what no
 * environment can be has failed: the session is not started ({@code pre-spawn hook: <cause>}).
 */
@ConsumerType
public interface SpawnHook {

    /**
     * Says what the worker's environment really is.
     *
     * @param request what is about to be started
     * @param environment the complete environment as composed so far; may hold secrets
     * @return the environment to use, {@code environment} itself for no change. It may add, replace and leave out anything
     *     but the variable that marks the session's processes ({@code DONMAI_SESSION_NONCE})
     * @throws Exception to prevent the start; the message is for the operator and must not hold secrets
     */
    Map<String, String> beforeSpawn(SpawnRequest request, Map<String, String> environment) throws Exception;

    /**
     * The worker was not started after all, though this hook had returned: take back what was done for it. Called once for
     * each such start, and only then.
     *
     * @param cause why, for the operator
     */
    default void aborted(SpawnRequest request, String cause) {}
}
