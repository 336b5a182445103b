package dev.donmai.routing;

import dev.donmai.model.wire.RoutingDecision;
import dev.donmai.model.wire.RoutingExplanation;
import dev.donmai.registry.ProviderRegistry.Lease;
import dev.donmai.registry.ProviderUnavailableException;
import java.util.List;
import java.util.Optional;

/** Chooses the agent runtime and sandbox of a session and remembers why. Thread-safe; a service. */
public interface Router {

    /**
     * Chooses. A named runtime binds; without a name the first ready one of {@code routing.order}, then of the declared
     * order, is taken. Nothing is recorded yet.
     *
     * @param sessionId the session
     * @param namedRuntime the runtime the work names; empty when it names none
     * @throws ProviderUnavailableException when there is none to choose; the message says which were rejected and why
     */
    Choice choose(String sessionId, String namedRuntime) throws ProviderUnavailableException;

    /**
     * The decision for a session whose worker is a configured command: what the reference records, without a lease.
     */
    RoutingExplanation chooseForForeignWorker(String sessionId);

    /** Keeps a decision durably; visible to {@link #explain} when the call returns. The last 50 are kept. */
    void record(RoutingExplanation explanation);

    /** The latest decision for a session. */
    Optional<RoutingExplanation> explain(String sessionId);

    /** The decisions kept, oldest first. */
    List<RoutingDecision> recent();

    /**
     * A runtime with the reasons for it.
     *
     * @param runtime pinned
     * @param explanation decision and trace
     */
    record Choice(Lease runtime, RoutingExplanation explanation) {}
}
