package dev.donmai.http.internal;

import dev.donmai.model.wire.RoutingDecision;
import dev.donmai.model.wire.RoutingExplanation;
import dev.donmai.registry.ProviderUnavailableException;
import dev.donmai.routing.Router;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decisions that a test has recorded. */
final class FakeRouter implements Router {

    private final Map<String, RoutingExplanation> decisions = new HashMap<>();

    @Override
    public Choice choose(String sessionId, String namedRuntime) throws ProviderUnavailableException {
        throw new ProviderUnavailableException("there is none");
    }

    @Override
    public RoutingExplanation chooseForForeignWorker(String sessionId) {
        return new RoutingExplanation(sessionId, RoutingDecision.NONE, List.of());
    }

    @Override
    public void record(RoutingExplanation explanation) {
        decisions.put(explanation.sessionId(), explanation);
    }

    @Override
    public Optional<RoutingExplanation> explain(String sessionId) {
        return Optional.ofNullable(decisions.get(sessionId));
    }

    @Override
    public List<RoutingDecision> recent() {
        return List.of();
    }
}
