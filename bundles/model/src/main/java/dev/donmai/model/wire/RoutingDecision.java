package dev.donmai.model.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.donmai.model.Defaults;
import dev.donmai.model.Omittable;
import java.time.Instant;
import java.util.List;

/** What a session was given and how good the choice looked ({@code http-api.md} §11.2). */
public record RoutingDecision(
        String sessionId,
        String chosenSandbox,
        @JsonProperty("chosenLLM") String chosenLlm,
        double score,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Rejected> rejectedCandidates,
        Instant decidedAt)
        implements Omittable {

    /** No decision was made. */
    public static final RoutingDecision NONE = new RoutingDecision("", "", "", 0, List.of(), Instant.EPOCH);

    public RoutingDecision {
        sessionId = Defaults.text(sessionId);
        chosenSandbox = Defaults.text(chosenSandbox);
        chosenLlm = Defaults.text(chosenLlm);
        decidedAt = Defaults.instant(decidedAt);
        rejectedCandidates = Defaults.list(rejectedCandidates);
    }

    @Override
    public boolean absent() {
        return sessionId.isEmpty();
    }

    /** A candidate that was not taken. */
    public record Rejected(
            String providerId,
            String dimension,
            String reason,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String detail) {

        public Rejected {
            detail = Defaults.text(detail);
        }
    }
}
