package dev.donmai.model.wire;

import dev.donmai.model.Defaults;
import java.util.List;

/** {@code GET /api/daemon/routing/explain/<id>}: the decision with its steps. */
public record RoutingExplanation(String sessionId, RoutingDecision decision, List<RoutingStep> trace) {

    public RoutingExplanation {
        trace = Defaults.list(trace);
    }
}
