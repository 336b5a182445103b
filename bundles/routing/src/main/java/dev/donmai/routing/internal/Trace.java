package dev.donmai.routing.internal;

import dev.donmai.model.wire.RoutingDecision;
import dev.donmai.model.wire.RoutingDecision.Rejected;
import dev.donmai.model.wire.RoutingExplanation;
import dev.donmai.model.wire.RoutingStep;
import dev.donmai.model.wire.RoutingStep.Eliminated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The steps of one decision while it is being made; the words are those of the wire ({@code http-api.md} §17). */
final class Trace {

    static final String SANDBOX = "local";

    private static final String CAPABILITY = "capability-filter";
    private static final String SCORE = "score";
    private static final String SCORE_LOSS = "score-loss";
    private static final String LLM = "llm";

    private final List<RoutingStep> steps = new ArrayList<>();
    private final List<Rejected> rejected = new ArrayList<>();

    /** Every decision begins with the sandbox, of which there is one. */
    Trace() {
        steps.add(new RoutingStep(
                1,
                CAPABILITY,
                "sandbox",
                List.of(SANDBOX),
                List.of(),
                "the only sandbox is " + SANDBOX + ": agents run as this user on this machine"));
    }

    /** Who can run at all. */
    void available(List<String> remaining, List<Eliminated> eliminated, String note) {
        add(CAPABILITY, remaining, eliminated, note);
    }

    /** Who comes first. */
    void first(String chosen, List<String> behind, String note) {
        add(
                SCORE,
                List.of(chosen),
                behind.stream()
                        .map(id -> new Eliminated(id, SCORE_LOSS, "comes after " + chosen))
                        .toList(),
                note);
    }

    /** A candidate that cannot run, with the reason. */
    static Eliminated unfit(String id, String reason) {
        return new Eliminated(id, CAPABILITY, reason);
    }

    RoutingExplanation decided(String sessionId, String runtime, Instant at) {
        RoutingDecision decision = new RoutingDecision(sessionId, SANDBOX, runtime, 0, rejected, at);
        return new RoutingExplanation(sessionId, decision, steps);
    }

    private void add(String phase, List<String> remaining, List<Eliminated> eliminated, String note) {
        steps.add(new RoutingStep(steps.size() + 1, phase, LLM, remaining, eliminated, note));
        eliminated.forEach(e -> rejected.add(new Rejected(e.providerId(), LLM, e.reason(), e.detail())));
    }
}
